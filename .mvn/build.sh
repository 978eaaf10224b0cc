# Builds what ./apex runs, if that is missing or out of date; sourced by ./apex (bash), whose variables and
# functions it uses. A release has no such file: there is nothing to build.

stamp=$app/.built

# Whether anything that the jars are made of changed after the build began. By change time, so that files
# moved or copied with their old dates count; directories count too, so that deleted files do.
out_of_date() {
  [[ -f $stamp ]] || return 0
  local inputs=() input
  for input in "$home"/{pom.xml,.mvn} "$home"/{kernel,clients/java,sim,runtime,maelstrom}/{pom.xml,src/main} "$home"/sim/scenarios; do
    if [[ -e $input ]]; then inputs+=("$input"); fi
  done
  [[ -n $(find "${inputs[@]}" -cnewer "$stamp" -print -quit) ]]
}

# Turns Maven's log into what a waiting person wants to know: one line that moves on a terminal, else one
# line a module.
show_progress() {
  local line step='starting Maven' shown='' files=0 width=${COLUMNS:-80} text
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    case $line in
    *' Downloaded from '*) files=$((files + 1)) ;;
    '[INFO] Building ApexKV'*)
      step=${line#*Building }
      step="${step%% 0.*} ${line##* }"
      ;;
    '[INFO] ------------------------< '* | '[INFO] BUILD '*) continue ;;
    esac
    text="building: $step, ${SECONDS}s"
    if ((files > 0)); then text+=", $files files downloaded"; fi
    if [[ -t 2 && $text != "$shown" ]]; then
      printf '\r\033[K%.*s' "$((width - 1))" "$text" >&2
      shown=$text
    elif [[ ! -t 2 && $step != "$shown" ]]; then
      printf '%s\n' "$text" >&2
      shown=$step
    fi
  done
  if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
}

# Records a run of each kind for the JVM's ahead-of-time cache, so that later ones start with their classes
# loaded and linked. Without a cache, or with one that does not fit, everything works, only slower.
prepare_fast_start() {
  local began=$SECONDS
  if [[ -t 2 ]]; then printf 'building: preparing a fast start' >&2; fi
  train "$app/commands.aot" "${common_options[@]}" "${short_options[@]}" commands
  rm -rf "$app/training"
  train "$app/node.aot" "${common_options[@]}" "${node_options[@]}" node "$app/training"
  rm -rf "$app/training"
  if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
  echo "fast start: $((SECONDS - began))s" >>"$log"
}

# train CACHE OPTION... KIND [DIR]
train() {
  local cache=$1 options=()
  shift
  while [[ $1 == -* ]]; do
    options+=("$1")
    shift
  done
  "$JAVA_HOME/bin/java" "${options[@]}" -XX:AOTCacheOutput="$cache.new" -cp "$(class_path "$app")" \
    io.apexkv.runtime.cli.Training "$@" >>"$log" 2>&1 </dev/null || true
  if [[ -e $cache.new ]]; then mv "$cache.new" "$cache"; fi
  rm -f "$cache.new.config"
}

# The errors in Maven's log up to its advice on Maven; or its end, where it names no error (no network).
explain_failure() {
  if grep -q '^\[ERROR\]' "$log"; then
    sed -n '/^\[ERROR\]/p; /^\[ERROR\].*\[Help 1\]/q' "$log" | sed 20q
  else
    tail -n 20 "$log"
  fi
}

build() {
  local log=$home/target/apex-build.log began=$home/target/apex-build.began
  SECONDS=0
  mkdir -p "$home/target" "$home/runtime/target"
  : >"$log"
  : >"$began"
  if ! MAVEN_OPTS="${MAVEN_OPTS:--XX:+UseSerialGC -XX:TieredStopAtLevel=1}" \
    "$home/mvnw" -B -f "$home/pom.xml" -Dfast -pl runtime,maelstrom -am package 2>&1 </dev/null | show_progress; then
    explain_failure >&2
    echo "apex: the build failed; the lines above are from $log" >&2
    return 1
  fi
  # The jars are swapped in whole: nodes that run from the old ones keep them open and are not disturbed.
  rm -rf "$app.new" "$app.old"
  mkdir "$app.new"
  cp "$home"/runtime/target/{lib/*.jar,apexkv-runtime-*.jar} "$home"/maelstrom/target/apexkv-maelstrom-*.jar "$app.new"
  "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -cp "$(class_path "$app.new")" \
    io.apexkv.runtime.cli.OldClasses "$app.new"/picocli-*.jar >>"$log" 2>&1 || true
  mv "$began" "$app.new/.built"
  if [[ -e $app ]]; then mv "$app" "$app.old"; fi
  mv "$app.new" "$app"
  rm -rf "$app.old"
  prepare_fast_start
  echo "built in ${SECONDS}s" >&2
}

# One builder at a time: whoever comes second waits for the lock and then finds everything up to date.
build_alone() {
  if command -v flock >/dev/null && ! flock -n 9; then
    echo 'another ./apex is building; waiting for it' >&2
    flock 9
  fi
  if out_of_date; then build; fi
}

if out_of_date; then
  (build_alone) 9<"$home/pom.xml"
fi
