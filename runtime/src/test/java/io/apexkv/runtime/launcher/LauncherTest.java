package io.apexkv.runtime.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.apexkv.runtime.launcher.FakeMachine.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./apex} promises before any Java runs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class LauncherTest {

  @TempDir private Path directory;
  private FakeMachine machine;

  @BeforeEach
  void setUp() throws Exception {
    machine = new FakeMachine(directory);
  }

  @AfterEach
  void tearDown() {
    machine.switchOff();
  }

  @Test
  void aJdk25IsFoundWhereTheJavaOnThePathIsOlder() throws Exception {
    machine.putOnPath(machine.installJdk("old", "17.0.2"));
    Path jdk = machine.installJdk("usr/lib/jvm/some-25", "25.0.1");
    assertEquals("java: " + jdk.resolve("bin/java"), machine.apex("version").out().getFirst());
  }

  @Test
  void aJdk25OnThePathIsPreferredToOthers() throws Exception {
    Path jdk = machine.installJdk("mine", "25");
    machine.putOnPath(jdk);
    machine.installJdk("usr/lib/jvm/some-25", "25.0.1");
    assertEquals("java: " + jdk.resolve("bin/java"), machine.apex("version").out().getFirst());
  }

  @Test
  void whereThereIsNoJdk25OneLineSaysWhatToInstall() throws Exception {
    machine.putOnPath(machine.installJdk("old", "17.0.2"));
    machine.installJdk("usr/lib/jvm/newer", "26.0.1");
    machine.installJdk("opt/ancient", "1.8.0_250");
    Run run = machine.apex("version");
    List<String> lines = run.err();
    assertEquals(69, run.exitCode());
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.getFirst().startsWith("ApexKV needs a JDK 25"), lines::toString);
    assertEquals(0, machine.builds());
  }

  @Test
  void itBuildsOnceAndThenOnlyWhenSomethingChanged() throws Exception {
    machine.installJdk("usr/lib/jvm/25", "25.0.1");
    finish(machine.apex("version"));
    finish(machine.apex("version"));
    assertEquals(1, machine.builds());

    Path source = machine.repository.resolve("kernel/src/main/java/Sample.java");
    FakeMachine.write(source, "class Sample { int changed; }");
    finish(machine.apex("version"));
    assertEquals(2, machine.builds(), "after a change");

    Files.delete(source);
    finish(machine.apex("version"));
    assertEquals(3, machine.builds(), "after a deletion");

    FakeMachine.write(machine.repository.resolve("sim/pom.xml"), "<project/>");
    finish(machine.apex("version"));
    assertEquals(4, machine.builds(), "after a new module");

    finish(machine.apex("version"));
    assertEquals(4, machine.builds());
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    assumeTrue(machine.hasTool("flock"), "this machine has no flock");
    machine.installJdk("usr/lib/jvm/25", "25.0.1");
    Path gate = machine.root.resolve("gate");
    assertEquals(0, new ProcessBuilder("mkfifo", gate.toString()).start().waitFor());

    Run first = machine.apex("version");
    while (!first.errLine().contains("building: ApexKV kernel")) {
      // the first is inside its build once it says so
    }
    Run second = machine.apex("version");
    assertEquals("another ./apex is building; waiting for it", second.errLine());
    Files.writeString(gate, "open\n");

    finish(first);
    finish(second);
    assertEquals(1, machine.builds());
  }

  @Test
  void aFailedBuildShowsItsErrorsAndRunsNothing() throws Exception {
    machine.installJdk("usr/lib/jvm/25", "25.0.1");
    FakeMachine.write(machine.root.resolve("broken"), "");
    Run run = machine.apex("version");
    List<String> lines = run.err();
    assertEquals(1, run.exitCode());
    assertTrue(lines.contains("[ERROR] Sample.java:[3,1] no -> [Help 1]"), lines::toString);
    assertFalse(lines.contains("[ERROR] advice on Maven"), lines::toString);
    assertTrue(lines.getLast().contains("apex-build.log"), lines::toString);
    assertEquals(List.of(), run.out());
  }

  @Test
  void itRunsInTheCallersDirectoryAlsoThroughASymbolicLink() throws Exception {
    machine.installJdk("usr/lib/jvm/25", "25.0.1");
    Path elsewhere = Files.createDirectories(machine.root.resolve("else where"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("kv"), Path.of("../repo/apex"));
    List<String> lines = machine.start(elsewhere, link, "cli", "-c", "PUT a 'b c'").out();
    assertTrue(lines.contains("in: " + elsewhere), lines::toString);
    assertTrue(lines.contains("word: -Dapex.home=" + machine.repository), lines::toString);
    assertEquals(
        List.of("word: cli", "word: -c", "word: PUT a 'b c'"),
        lines.subList(lines.size() - 3, lines.size()));
  }

  @Test
  void shortCommandsStartFastAndLongOnesCompileFully() throws Exception {
    machine.installJdk("usr/lib/jvm/25", "25.0.1");
    String fast = "word: -XX:TieredStopAtLevel=1";
    assertTrue(machine.apex("status").out().contains(fast));
    assertFalse(machine.apex("node").out().contains(fast));
    assertFalse(machine.apex("sim").out().contains(fast));
  }

  @Test
  void anAheadOfTimeCacheIsUsedWhereThereIsOne() throws Exception {
    machine.installJdk("usr/lib/jvm/25", "25.0.1");
    finish(machine.apex("version"));
    String option = "word: -XX:AOTCache=" + machine.repository + "/runtime/target/app/";
    assertFalse(machine.apex("status").out().contains(option + "commands.aot"));
    FakeMachine.write(machine.repository.resolve("runtime/target/app/commands.aot"), "cache");
    FakeMachine.write(machine.repository.resolve("runtime/target/app/node.aot"), "cache");
    assertTrue(machine.apex("status").out().contains(option + "commands.aot"));
    assertTrue(machine.apex("node").out().contains(option + "node.aot"));
    assertFalse(machine.apex("sim").out().toString().contains("AOTCache"));
  }

  @Test
  void thereIsNoColourWithoutATerminal() throws Exception {
    machine.installJdk("usr/lib/jvm/25", "25.0.1");
    List<String> words = machine.apex("status").out();
    assertTrue(words.contains("word: -Dapex.colour=false"), words::toString);
    assertTrue(words.contains("word: -Dapex.errColour=false"), words::toString);
    assertTrue(words.contains("word: -Dapex.errTerminal=false"), words::toString);
  }

  @Test
  void onATerminalThereIsColourUnlessNoColorIsSet() throws Exception {
    assumeThereAreTerminals();
    assertEquals(streams(true, true, true, true), onATerminal("TERM=xterm", ""));
    assertEquals(streams(true, false, true, false), onATerminal("TERM=xterm NO_COLOR=1", ""));
    assertEquals(streams(false, false, false, false), onATerminal("TERM=dumb", ""));
  }

  @Test
  void eachStreamIsATerminalOrNotWhateverTheOtherIs() throws Exception {
    assumeThereAreTerminals();
    assertEquals(streams(true, true, false, false), onATerminal("TERM=xterm", "2>errors"));
    assertEquals(streams(false, false, true, true), onATerminal("TERM=xterm", "| cat"));
    assertEquals(streams(false, false, false, false), onATerminal("TERM=xterm", "2>&1 | cat"));
  }

  private void assumeThereAreTerminals() throws Exception {
    assumeTrue(
        machine.hasTool("script") && System.getProperty("os.name").equals("Linux"),
        "this machine has no way to play a terminal");
    machine.installJdk("usr/lib/jvm/25", "25.0.1");
    finish(machine.apex("version"));
  }

  /** What Java is told of standard output and standard error. */
  private static List<String> streams(
      boolean terminal, boolean colour, boolean errTerminal, boolean errColour) {
    return List.of(
        "word: -Dapex.terminal=" + terminal,
        "word: -Dapex.colour=" + colour,
        "word: -Dapex.errTerminal=" + errTerminal,
        "word: -Dapex.errColour=" + errColour);
  }

  /** What Java is told of its streams, which are a terminal where they are not redirected. */
  private List<String> onATerminal(String variables, String redirection) throws Exception {
    String apex = machine.repository.resolve("apex").toString();
    String line = String.join(" ", variables, apex, "status", redirection);
    Path script = machine.root.resolve("bin/script");
    return machine.start(machine.root, script, "-qec", line, "/dev/null").out().stream()
        .filter(word -> word.matches("word: -Dapex\\.(terminal|colour|err[A-Z].*)=.*"))
        .toList();
  }

  @Test
  void upIsToldWhatANodesJavaNeeds() throws Exception {
    machine.installJdk("usr/lib/jvm/25", "25.0.1");
    List<String> words = machine.apex("up").out();
    String node =
        words.stream().filter(word -> word.startsWith("word: -Dapex.nodeOptions=")).findAny().get();
    for (String word : machine.apex("node").out()) {
      boolean option = word.startsWith("word: -X");
      assertTrue(!option || node.contains(word.substring("word: ".length())), word);
    }
    assertTrue(node.contains("-Xmx256m"), node);
  }

  @Test
  void aReleaseRunsItsJarsOnAJreBuildsNothingAndKeepsFilesInTheCurrentDirectory() throws Exception {
    Path jre = machine.installJre("usr/lib/jvm/jre", "25.0.1");
    Path launcher = machine.unpackRelease("opt/apexkv-1");
    Path elsewhere = Files.createDirectories(machine.root.resolve("else where"));
    List<String> lines = machine.start(elsewhere, launcher, "node", "--id", "1").out();
    assertEquals("java: " + jre.resolve("bin/java"), lines.getFirst());
    assertTrue(lines.contains("in: " + elsewhere), lines::toString);
    assertTrue(
        lines.contains("word: " + machine.root.resolve("opt/apexkv-1/lib/apexkv-runtime-1.jar")),
        lines::toString);
    assertFalse(lines.toString().contains("apex.home"), lines::toString);
    assertEquals(
        List.of("word: node", "word: --id", "word: 1"),
        lines.subList(lines.size() - 3, lines.size()));
    assertEquals(0, machine.builds());
  }

  @Test
  void aCheckoutNeedsACompiler() throws Exception {
    machine.installJre("usr/lib/jvm/jre", "25.0.1");
    assertEquals(69, machine.apex("version").exitCode());
  }

  @Test
  void classesInFrontComeFirstWithoutACacheAndAWarningSaysSo() throws Exception {
    machine.installJdk("usr/lib/jvm/25", "25.0.1");
    finish(machine.apex("version"));
    FakeMachine.write(machine.repository.resolve("runtime/target/app/commands.aot"), "cache");
    FakeMachine.write(machine.repository.resolve("runtime/target/app/node.aot"), "cache");
    Path mutant = Files.createDirectories(machine.root.resolve("mutant"));
    Map<String, String> first = Map.of("APEX_CLASSES_FIRST", "mutant");
    for (String command : List.of("node", "up")) {
      Path launcher = machine.repository.resolve("apex");
      Run run = machine.start(first, machine.root, launcher, command);
      List<String> warnings = run.err();
      List<String> words = run.out();
      String classPath = words.get(words.indexOf("word: -cp") + 1);
      assertTrue(classPath.startsWith("word: " + mutant + ":"), classPath);
      assertTrue(classPath.contains("apexkv-runtime-0.jar"), classPath);
      assertFalse(words.toString().contains(".aot"), words::toString);
      assertEquals(1, warnings.size(), warnings::toString);
      assertTrue(
          warnings.getFirst().endsWith("ApexKV's own classes: " + mutant), warnings::toString);
    }
  }

  @Test
  void classesInFrontThatAreNotThereAreRefused() throws Exception {
    machine.installJdk("usr/lib/jvm/25", "25.0.1");
    Path launcher = machine.repository.resolve("apex");
    Map<String, String> first = Map.of("APEX_CLASSES_FIRST", "mutannt");
    Run run = machine.start(first, machine.root, launcher, "node");
    List<String> lines = run.err();
    assertEquals(64, run.exitCode());
    assertTrue(lines.getFirst().contains("names 'mutannt', which is not there"), lines::toString);
    assertEquals(0, machine.builds());
  }

  private static void finish(Run run) throws Exception {
    List<String> lines = run.err();
    assertEquals(0, run.exitCode(), lines::toString);
  }
}
