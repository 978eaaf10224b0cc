package io.apexkv.runtime.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A machine on which the real {@code ./apex} runs with everything around it made of small scripts:
 * the JDKs installed, the {@code java} on the PATH, and a {@code mvnw} that writes empty jars. So a
 * test decides what is installed, and a build takes no time.
 */
final class FakeMachine {

  /**
   * What {@code ./apex} calls; nothing else is on its PATH, in particular not this machine's java.
   */
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "cp",
          "dirname",
          "find",
          "flock",
          "grep",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "script",
          "sed",
          "sh",
          "tail",
          "touch");

  /** Prints how it was called, as {@code ./apex} sees it from outside. */
  private static final String JAVA =
      """
      #!/bin/sh
      echo "java: $0"
      echo "in: $PWD"
      for word in "$@"; do echo "word: $word"; done
      """;

  private static final String MVNW =
      """
      #!/bin/sh
      echo build >>"%1$s/builds"
      echo '[INFO] Building ApexKV kernel 0.1.0-SNAPSHOT        [1/2]'
      if [ -e "%1$s/gate" ]; then read -r open <"%1$s/gate"; rm "%1$s/gate"; fi
      if [ -e "%1$s/broken" ]; then echo '[ERROR] Sample.java:[3,1] no -> [Help 1]'; echo '[ERROR] advice on Maven'; exit 1; fi
      mkdir -p "%1$s/repo/runtime/target/lib" "%1$s/repo/maelstrom/target"
      touch "%1$s/repo/runtime/target/lib/library-1.jar"
      touch "%1$s/repo/runtime/target/apexkv-runtime-0.jar"
      touch "%1$s/repo/maelstrom/target/apexkv-maelstrom-0.jar"
      """;

  final Path root;
  final Path repository;
  private final List<Run> runs = new ArrayList<>();

  FakeMachine(Path root) throws IOException {
    this.root = root.toRealPath();
    repository = this.root.resolve("repo");
    Path original = Path.of("..").toRealPath();

    Files.createDirectories(repository.resolve(".mvn"));
    Files.createDirectories(root.resolve("bin"));
    Files.copy(original.resolve("apex"), repository.resolve("apex"));
    for (String part : List.of("build.sh", "classes-first.sh")) {
      Files.copy(original.resolve(".mvn").resolve(part), repository.resolve(".mvn").resolve(part));
    }
    // Where installers put JDKs, but on this machine.
    write(
        repository.resolve(".mvn/find-jdk.sh"),
        Files.readString(original.resolve(".mvn/find-jdk.sh"))
            .replace("/usr/", this.root + "/usr/")
            .replace("/opt/", this.root + "/opt/")
            .replace(" /Library/", " " + this.root + "/Library/"));
    writeScript(repository.resolve("mvnw"), MVNW.formatted(this.root));
    write(repository.resolve("pom.xml"), "<project/>");
    write(repository.resolve("kernel/src/main/java/Sample.java"), "class Sample {}");
    for (String tool : TOOLS) {
      Optional<Path> found = findTool(tool);
      if (found.isPresent()) {
        forward(this.root.resolve("bin").resolve(tool), found.get());
      }
    }
  }

  /** Installs a JDK of {@code version} at {@code place}, below this machine's root. */
  Path installJdk(String place, String version) throws IOException {
    Path jdk = root.resolve(place);
    write(jdk.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
    writeScript(jdk.resolve("bin/java"), JAVA);
    writeScript(jdk.resolve("bin/javac"), JAVA);
    return jdk;
  }

  /** Installs a Java of {@code version} that has no compiler. */
  Path installJre(String place, String version) throws IOException {
    Path jre = installJdk(place, version);
    Files.delete(jre.resolve("bin/javac"));
    return jre;
  }

  /**
   * Unpacks a release in a folder below this machine's root.
   *
   * @return its launcher
   */
  Path unpackRelease(String place) throws IOException {
    Path folder = root.resolve(place);
    Files.createDirectories(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("lib"));
    Files.copy(repository.resolve("apex"), folder.resolve("bin/apex"));
    for (String part : List.of("classes-first.sh", "find-jdk.sh")) {
      Files.copy(repository.resolve(".mvn").resolve(part), folder.resolve("lib").resolve(part));
    }
    write(folder.resolve("lib/apexkv-runtime-1.jar"), "");
    return Files.createSymbolicLink(folder.resolve("apex"), Path.of("bin/apex"));
  }

  /** Makes {@code java} on the PATH the one of {@code jdk}. */
  void putOnPath(Path jdk) throws IOException {
    Files.createSymbolicLink(root.resolve("bin/java"), jdk.resolve("bin/java"));
  }

  boolean hasTool(String name) {
    return Files.exists(root.resolve("bin").resolve(name));
  }

  /** How often the build ran. */
  long builds() throws IOException {
    Path log = root.resolve("builds");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  Run start(Path directory, Path script, String... arguments) throws IOException {
    return start(Map.of(), directory, script, arguments);
  }

  Run start(Map<String, String> variables, Path directory, Path script, String... arguments)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList());
    builder.directory(directory.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", root.resolve("bin").toString());
    builder.environment().put("HOME", root.resolve("home").toString());
    builder.environment().putAll(variables);
    Run run = new Run(builder.start());
    runs.add(run);
    return run;
  }

  Run apex(String... arguments) throws IOException {
    return start(root, repository.resolve("apex"), arguments);
  }

  /** Ends whatever a failed test has left running. */
  void switchOff() {
    for (Run run : runs) {
      run.process().descendants().forEach(ProcessHandle::destroyForcibly);
      run.process().destroyForcibly();
    }
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }

  private static void writeScript(Path file, String text) throws IOException {
    write(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }

  private static Optional<Path> findTool(String name) {
    return Stream.of("/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A script rather than a link, so that nothing in this machine's directory points out of it. */
  private static void forward(Path script, Path target) throws IOException {
    writeScript(script, "#!/bin/sh\nexec %s \"$@\"\n".formatted(target));
  }

  /** A running or finished {@code ./apex}. */
  record Run(Process process) {

    int exitCode() throws InterruptedException {
      return process.waitFor();
    }

    /** The next line on standard error; waits for it. */
    String errLine() throws IOException {
      BufferedReader reader = process.errorReader(StandardCharsets.UTF_8);
      return String.valueOf(reader.readLine());
    }

    List<String> out() {
      return process.inputReader(StandardCharsets.UTF_8).lines().toList();
    }

    List<String> err() {
      return process.errorReader(StandardCharsets.UTF_8).lines().toList();
    }
  }
}
