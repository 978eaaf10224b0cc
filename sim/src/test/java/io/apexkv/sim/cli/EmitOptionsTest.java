package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EmitOptionsTest {

  private static final String MARK = "META-INF/apexkv-mutant.properties";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int mutants(String... arguments) {
    MutantsCommand command =
        new MutantsCommand(
            (mutant, ranges, jobs, progress) -> {
              throw new AssertionError("nothing is hunted");
            });
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aMutantIsWrittenWithAMarkAndALineToPaste() throws Exception {
    Path folder = directory.resolve("new/m27");
    assertEquals(0, mutants("--emit", "deposed-leader-reads", folder.toString()), err::toString);
    List<String> written = files(folder);
    assertTrue(written.contains(MARK), written::toString);
    assertTrue(written.contains("io/apexkv/kernel/base/Check.class"), written::toString);
    for (String file : written) {
      assertTrue(file.equals(MARK) || out.toString().contains("  " + file), out::toString);
    }
    assertTrue(out.toString().contains("assertions are off"), out::toString);
    String line = "APEX_CLASSES_FIRST=" + folder + " ./apex node ...";
    assertTrue(out.toString().contains(line), out::toString);
    String mark = Files.readString(folder.resolve(MARK));
    assertTrue(mark.contains("mutant=27\nname=deposed-leader-reads\n"), mark);
    assertTrue(mark.matches("(?s).*\nreplaces.io.apexkv.kernel.base.Check=[0-9a-f]{64}\n.*"), mark);
  }

  @Test
  void assertionsAreKeptIfWanted() throws Exception {
    assertEquals(0, mutants("--emit", "27", directory.toString(), "--with-assertions"));
    assertFalse(files(directory).toString().contains("Check"), files(directory)::toString);
    assertTrue(out.toString().contains("assertions are on"), out::toString);
  }

  @Test
  void aFolderWithAMutantGetsAnotherAndKeepsNothingOfTheFirst() throws Exception {
    Path fresh = directory.resolve("fresh");
    Path used = directory.resolve("used");
    assertEquals(0, mutants("--emit", "36", fresh.toString()));
    assertEquals(0, mutants("--emit", "27", used.toString()));
    assertEquals(0, mutants("--emit", "36", used.toString()));
    assertEquals(files(fresh), files(used));
  }

  @Test
  void aFolderWithOtherThingsIsRefusedAndLeftAlone() throws Exception {
    assertEquals(0, mutants("--emit", "27", directory.toString()));
    Files.writeString(directory.resolve("thesis.tex"), "the only copy");
    List<String> before = files(directory);
    assertEquals(64, mutants("--emit", "36", directory.toString()));
    assertTrue(err.toString().contains("thesis.tex, expected a folder that is"), err::toString);
    assertEquals(before, files(directory));
    Path file = directory.resolve("thesis.tex");
    assertEquals(64, mutants("--emit", "36", file.toString()));
    assertTrue(err.toString().contains("found the file " + file), err::toString);
  }

  @Test
  void wrongUseIsSixtyFourAndSaysWhatIsExpected() throws Exception {
    Path folder = directory.resolve("none");
    assertEquals(64, mutants("--emit", "31", folder.toString()));
    assertTrue(err.toString().contains("which no real node runs"), err::toString);
    assertEquals(64, mutants("--emit", "3", folder.toString()));
    assertTrue(err.toString().contains("found mutant '3', which is unknown"), err::toString);
    assertEquals(64, mutants("--emit", "27"));
    assertEquals(64, mutants("--emit", "27", folder.toString(), "36"));
    assertTrue(err.toString().contains("found '36', expected --emit with one"), err::toString);
    assertEquals(64, mutants("--with-assertions"));
    assertTrue(err.toString().contains("expected --emit with it"), err::toString);
    assertFalse(Files.exists(folder));
  }
}
