# Finds a JDK 25 and exports JAVA_HOME; sourced by ./mvnw, ./apex and .mvn/format.sh (POSIX sh). Where nothing
# is compiled, apexkv_needs=java says so beforehand, and a JRE will do.
#
# The newest language features make 25 the only version that builds ApexKV, while the `java` on many
# machines' PATH is older. So: JAVA_HOME if it is a 25, else java on the PATH if it is one, else the places
# where installers put JDKs. No process is started for that: every JDK carries a file named `release`.

apexkv_is_jdk_25() {
  [ -x "$1/bin/${apexkv_needs:-javac}" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r apexkv_line || [ -n "$apexkv_line" ]; do
    case "$apexkv_line" in
    'JAVA_VERSION="25"'* | 'JAVA_VERSION="25.'*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

apexkv_jdk_on_path() {
  apexkv_java="$(command -v java)" || return 0
  apexkv_java="$(readlink -f "$apexkv_java" 2>/dev/null)" || return 0
  printf '%s\n' "${apexkv_java%/bin/java}"
}

apexkv_find_jdk() {
  if apexkv_is_jdk_25 "${JAVA_HOME:-/nonexistent}"; then
    export JAVA_HOME
    return 0
  fi
  for apexkv_candidate in \
    "$(apexkv_jdk_on_path)" \
    /usr/lib/jvm/* \
    "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* \
    /opt/* /opt/*/* \
    /usr/local/* \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
    if apexkv_is_jdk_25 "$apexkv_candidate"; then
      JAVA_HOME="$apexkv_candidate"
      export JAVA_HOME
      return 0
    fi
  done
  if [ -x /usr/libexec/java_home ]; then
    apexkv_candidate="$(/usr/libexec/java_home -F -v 25 2>/dev/null)" || apexkv_candidate=
    if apexkv_is_jdk_25 "${apexkv_candidate:-/nonexistent}"; then
      JAVA_HOME="$apexkv_candidate"
      export JAVA_HOME
      return 0
    fi
  fi
  return 1
}

# The wrapper runs with globbing off (set -f); the search needs it on.
case $- in
*f*)
  set +f
  if apexkv_find_jdk; then apexkv_found=true; else apexkv_found=false; fi
  set -f
  ;;
*)
  if apexkv_find_jdk; then apexkv_found=true; else apexkv_found=false; fi
  ;;
esac

if [ "$apexkv_found" = false ]; then
  echo "ApexKV needs a JDK 25 and found none: install one (https://adoptium.net/temurin/releases/?version=25, or 'apt install openjdk-25-jdk', or 'brew install openjdk@25') or set JAVA_HOME to it." >&2
  exit 69
fi
