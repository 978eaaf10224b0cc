#!/bin/sh
# Checks or repairs the format of every Java file: format.sh check|fix GOOGLE_JAVA_FORMAT_JAR.
# One Java process for all modules; Maven calls it in `verify` (pom.xml, property `format`).
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh

mode=$1
jar=$2
files=target/java-files.txt
mkdir -p target
find . -name '*.java' -not -path '*/target/*' -not -path '*/.*/*' | sort >"$files"

google_java_format() {
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    --add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED \
    --add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED \
    --add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED \
    --add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED \
    --add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED \
    --add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED \
    -jar "$jar" "$@" "@$files"
}

case $mode in
fix) google_java_format --replace ;;
check)
  if ! google_java_format --dry-run --set-exit-if-changed; then
    echo "The Java files named above are not formatted. To repair them: ./mvnw -N verify -Dformat=fix" >&2
    exit 1
  fi
  ;;
*)
  echo "format is '$mode', expected check or fix" >&2
  exit 1
  ;;
esac
