package io.apexkv.runtime.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class ScratchClusterEndToEndTest {

  private static final int ENDERS = 2;
  private static final int FILES = 2000;

  @TempDir private Path directory;

  @Test
  void whoeverEndsItSecondWaitsUntilNothingIsLeft() throws Exception {
    ScratchCluster cluster = ScratchCluster.start(directory, 1, 1L << 30);
    Path root = cluster.directory();
    for (int file = 0; file < FILES; file++) {
      Files.createFile(root.resolve("node-1/more-" + file));
    }
    Files.createFile(root.resolve("of-its-user"));
    CyclicBarrier together = new CyclicBarrier(ENDERS);
    Callable<Boolean> end =
        () -> {
          together.await();
          cluster.close();
          return Files.exists(root);
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(ENDERS)) {
      List<Future<Boolean>> left = new ArrayList<>(threads.invokeAll(List.of(end, end)));
      for (Future<Boolean> one : left) {
        assertFalse(one.get());
      }
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  /** As the launcher does for a node that it starts itself (LauncherTest). */
  @Test
  void theMemoryOfItsNodesMayBeHugePages() throws Exception {
    try (ScratchCluster cluster = ScratchCluster.start(directory, 1, 1L << 30)) {
      Path environment = Path.of("/proc/" + cluster.pid(1) + "/environ");
      Assumptions.assumeTrue(Files.exists(environment), "a system without /proc");
      String variables = Files.readString(environment, StandardCharsets.ISO_8859_1);
      assertTrue(variables.contains("GLIBC_TUNABLES=glibc.malloc.hugetlb=1"), variables);
    }
  }

  @Test
  void whatSomebodyElseDeletesAtTheSameTimeIsGone() throws Exception {
    Path root = Files.createDirectory(directory.resolve("root"));
    for (int file = 0; file < FILES; file++) {
      Files.createFile(root.resolve("file-" + file));
    }
    CyclicBarrier together = new CyclicBarrier(ENDERS);
    Callable<Boolean> wipe =
        () -> {
          together.await();
          Wipe.delete(List.of(root, directory.resolve("never-was")));
          return true;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(ENDERS)) {
      for (Future<Boolean> one : threads.invokeAll(List.of(wipe, wipe))) {
        one.get();
      }
    }
    assertFalse(Files.exists(root));
  }
}
