# What the environment's APEX_CLASSES_FIRST puts in front of ApexKV's own classes; sourced by ./apex and
# apex-maelstrom (bash). Sets classes_first to a class path that ends in a colon, or to nothing.

classes_first=
if [[ -n ${APEX_CLASSES_FIRST:-} ]]; then
  IFS=: read -r -a apexkv_places <<<"$APEX_CLASSES_FIRST"
  for apexkv_place in "${apexkv_places[@]}"; do
    if [[ ! -e $apexkv_place ]]; then # Java would pass it over in silence
      echo "apex: APEX_CLASSES_FIRST names '$apexkv_place', which is not there; expected a folder of classes, as './apex mutants --emit' makes." >&2
      exit 64
    fi
    # Nodes start in directories of their own.
    if [[ $apexkv_place != /* ]]; then apexkv_place=$PWD/$apexkv_place; fi
    classes_first+=$apexkv_place:
  done
  echo "apex: warning: by APEX_CLASSES_FIRST these come before ApexKV's own classes: ${classes_first%:}" >&2
fi
