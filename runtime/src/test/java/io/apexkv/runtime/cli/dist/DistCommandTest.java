package io.apexkv.runtime.cli.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.runtime.cli.UserMistake;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The archive is read by the machine's own tar. */
class DistCommandTest {

  @TempDir private Path directory;
  private Path repository;
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void setUp() throws IOException {
    repository = makeRepository("repository", List.of("kernel-1.jar", "library-2.jar"));
  }

  private Path makeRepository(String name, List<String> jars) throws IOException {
    Path made = directory.resolve(name);
    for (String folder : List.of("docs", "maelstrom", ".mvn", "runtime/target/app", "target")) {
      Files.createDirectories(made.resolve(folder));
    }
    Files.writeString(made.resolve("pom.xml"), "<project/>");
    Files.writeString(made.resolve("LICENSE"), "licence");
    Files.writeString(made.resolve("docs/release.md"), "read me");
    Files.writeString(made.resolve("apex"), "launcher");
    Files.writeString(made.resolve("maelstrom/apex-maelstrom"), "");
    Files.writeString(made.resolve(".mvn/find-jdk.sh"), "x".repeat(512)); // fills a block of tar
    Files.writeString(made.resolve(".mvn/classes-first.sh"), "x".repeat(513));
    for (String jar : jars) {
      Files.writeString(made.resolve("runtime/target/app").resolve(jar), jar);
    }
    Files.writeString(made.resolve("runtime/target/app/node.aot"), "fits one JVM only");
    return made;
  }

  private int run(Path from, String... arguments) {
    return new CommandLine(new DistCommand(from))
        .setOut(new PrintWriter(out))
        .setExecutionExceptionHandler(
            (thrown, command, parsed) -> {
              throw thrown;
            })
        .execute(arguments);
  }

  private Path pack(Path from, String name) {
    Path archive = directory.resolve(name);
    assertEquals(0, run(from, "--output", archive.toString()));
    return archive;
  }

  private Path unpack(Path archive) throws Exception {
    Path folder = Files.createDirectories(directory.resolve("unpacked"));
    Process tar =
        new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, tar.waitFor(), said);
    assertEquals("", said);
    try (Stream<Path> tops = Files.list(folder)) {
      List<Path> all = tops.toList();
      assertEquals(1, all.size(), all::toString);
      return all.getFirst();
    }
  }

  @Test
  void theArchiveHasOneFolderWithLaunchersJarsAndNothingElse() throws Exception {
    Path release = unpack(pack(repository, "a.tar.gz"));
    assertTrue(release.getFileName().toString().matches("apexkv-[0-9].*"), release::toString);
    try (Stream<Path> files = Files.walk(release)) {
      assertEquals(
          List.of(
              "LICENSE",
              "README.md",
              "apex",
              "bin/apex",
              "bin/apex-maelstrom",
              "lib/classes-first.sh",
              "lib/find-jdk.sh",
              "lib/kernel-1.jar",
              "lib/library-2.jar"),
          files
              .filter(file -> !Files.isDirectory(file))
              .map(file -> release.relativize(file).toString())
              .sorted()
              .toList());
    }
    assertEquals("read me", Files.readString(release.resolve("README.md")));
    assertEquals("launcher", Files.readString(release.resolve("apex")));
    assertEquals(Path.of("bin/apex"), Files.readSymbolicLink(release.resolve("apex")));
    assertEquals("x".repeat(512), Files.readString(release.resolve("lib/find-jdk.sh")));
    assertEquals("x".repeat(513), Files.readString(release.resolve("lib/classes-first.sh")));
    assertTrue(Files.isExecutable(release.resolve("bin/apex")));
    assertTrue(Files.isExecutable(release.resolve("bin/apex-maelstrom")));
    assertFalse(Files.isExecutable(release.resolve("LICENSE")));
  }

  @Test
  void theSameFilesMakeTheSameBytesWheneverAndInWhateverOrderTheyWereWritten() throws Exception {
    Path other = makeRepository("elsewhere", List.of("library-2.jar", "kernel-1.jar"));
    try (Stream<Path> files = Files.walk(other)) {
      files.forEach(file -> setTime(file, FileTime.fromMillis(1_000)));
    }
    byte[] first = Files.readAllBytes(pack(repository, "a.tar.gz"));
    assertArrayEquals(first, Files.readAllBytes(pack(other, "b.tar.gz")));

    Files.writeString(other.resolve("runtime/target/app/kernel-1.jar"), "another");
    byte[] changed = Files.readAllBytes(pack(other, "c.tar.gz"));
    assertFalse(Arrays.equals(first, changed));
  }

  private static void setTime(Path file, FileTime time) {
    try {
      Files.setLastModifiedTime(file, time);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  @Test
  void itSaysWhereTheArchiveIsHowLargeAndItsSha256() throws Exception {
    assertEquals(0, run(repository));
    Path archive;
    try (Stream<Path> files = Files.list(repository.resolve("target"))) {
      archive = files.toList().getFirst();
    }
    byte[] bytes = Files.readAllBytes(archive);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    List<String> lines = out.toString().lines().toList();
    assertEquals(3, lines.size(), lines::toString);
    assertEquals("release  " + archive, lines.get(0));
    assertEquals(
        "size     " + String.format(Locale.ROOT, "%,d", bytes.length) + " bytes", lines.get(1));
    assertEquals("sha256   " + sha256, lines.get(2));
  }

  @Test
  void aFolderThatIsNotThereIsRefusedAndAFailureLeavesNothing() throws Exception {
    CommandLine command = new CommandLine(new DistCommand(repository));
    command.parseArgs("--output", directory.resolve("no/such.tar.gz").toString());
    DistCommand dist = command.getCommand();
    assertThrows(UserMistake.class, dist::call);

    Files.delete(repository.resolve("LICENSE"));
    command.parseArgs("--output", directory.resolve("a.tar.gz").toString());
    assertThrows(NoSuchFileException.class, dist::call);
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(repository), files.toList());
    }
  }

  @Test
  void whereThereAreNoSourcesItSaysWhatIsNeeded() {
    DistCommand dist = new DistCommand(directory);
    new CommandLine(dist).parseArgs();
    String said = assertThrows(UserMistake.class, dist::call).paragraph();
    assertTrue(said.contains("packed from a checkout"), said);
  }
}
