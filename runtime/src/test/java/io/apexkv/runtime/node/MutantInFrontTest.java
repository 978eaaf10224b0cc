package io.apexkv.runtime.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Check;
import io.apexkv.runtime.cli.ApexRun;
import java.io.File;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MutantInFrontTest {

  @TempDir private Path directory;
  private Path mutant;

  @BeforeEach
  void emit() {
    mutant = directory.resolve("mutant");
    ApexRun run = ApexRun.of(List.of("mutants", "--emit", "104", mutant.toString()));
    assertEquals(0, run.exitCode(), run::err);
  }

  /** What a process with this class path finds in front. */
  private static Optional<MutantInFront> find(Path... classPath) throws Exception {
    URL[] urls = new URL[classPath.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classPath[i].toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      return MutantInFront.find(loader);
    }
  }

  private static Path kernel() throws Exception {
    return Path.of(Check.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void anEmittedMutantIsFoundInFrontOfTheKernelThatItWasMadeFrom() throws Exception {
    assertEquals(Optional.empty(), find(kernel()));
    String title = find(mutant, kernel()).orElseThrow().title();
    assertTrue(title.startsWith("mutant 104 (votes-in-memory), assertions off: "), title);
  }

  @Test
  void aMutantOfAnotherKernelIsRefused() throws Exception {
    Path other = directory.resolve("other");
    Path check = other.resolve("io/apexkv/kernel/base/Check.class");
    Files.createDirectories(check.getParent());
    Files.writeString(check, "another class file");
    StartRefused refused = assertThrows(StartRefused.class, () -> find(mutant, other, kernel()));
    assertTrue(refused.problem().contains("another io.apexkv.kernel.base.Check"), refused::problem);
    assertTrue(refused.remedy().contains("./apex mutants --emit"), refused::remedy);
    assertThrows(StartRefused.class, () -> find(mutant), "without a kernel");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aNodeThatRunsOneSaysSoFirst() throws Exception {
    Path data = directory.resolve("data");
    List<String> format = List.of("format", "--cluster", "5eed", "--id", "1", data.toString());
    assertEquals(0, ApexRun.of(format).exitCode());
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> node =
        List.of("node", "--id", "1", "--port", "" + port, "--data-dir", data.toString());
    String usual = System.getProperty("java.class.path");
    String planted = firstLine(mutant + File.pathSeparator + usual, node);
    assertTrue(planted.contains("\"level\":\"WARN\""), planted);
    assertTrue(planted.contains("a deliberate bug: mutant 104 (votes-in-memory)"), planted);
    String healthy = firstLine(usual, node);
    assertFalse(healthy.contains("deliberate"), healthy);
  }

  /** What a node logs first; it is killed then. */
  private String firstLine(String classPath, List<String> arguments) throws Exception {
    try (NodeProcess process = NodeProcess.start(directory, classPath, arguments)) {
      while (!process.output().contains("\n")) {
        if (!process.isAlive()) {
          throw new AssertionError("it ended: " + process.errors());
        }
      }
      return process.output().lines().findFirst().orElseThrow();
    }
  }
}
