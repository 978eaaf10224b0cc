package io.apexkv.runtime.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.runtime.cli.ApexRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code apex bench} with a real cluster of one node, for a short time. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BenchCommandTest {

  @TempDir Path directory;

  @Test
  void aLoadIsMeasuredBesideItsFloorsAndNothingIsLeft() throws Exception {
    Path png = directory.resolve("bench.png");
    ApexRun run =
        bench(
            "--nodes",
            "1",
            "--connections",
            "2",
            "--depth",
            "4",
            "--keys",
            "50",
            "--seconds",
            "1",
            "--warm-up",
            "0",
            "--sessions",
            "--png",
            png.toString());
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().contains("ECHO/S"), run::toString);
    assertTrue(run.out().contains("SYNCED PUTS/S"), run::toString);
    assertTrue(run.out().contains("leader "), "CPU time of the node: " + run);
    assertTrue(run.out().contains("OVER TIME"), run::toString);
    assertFalse(run.out().contains("errors:"), run::toString);
    assertTrue(Files.size(png) > 10_000);
    try (Stream<Path> left = Files.list(directory.resolve("data"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aProgramGetsOneObject() {
    ApexRun run =
        bench(
            "get-1", "--nodes", "1", "--keys", "50", "--seconds", "1", "--warm-up", "0", "--json");
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().startsWith("{\"machine\":{\"cpu\":"), run::toString);
    assertTrue(run.out().contains("\"load\":\"get-1\",\"connections\":1"), run::toString);
    assertTrue(
        run.out().contains("\"threads\":1,\"warmUpSeconds\":0.0,\"seconds\":1.0"), run::toString);
    assertTrue(run.out().contains("\"ofEcho\":"), run::toString);
    assertEquals(1, run.out().lines().count());
  }

  @Test
  void anUnknownLoadIsAnsweredWithThoseThereAre() {
    ApexRun run = bench("put-33");
    assertEquals(64, run.exitCode());
    assertTrue(run.err().contains("'put-33'"), run::toString);
    assertTrue(run.err().contains("put-32, put-64, get-32, put-1, get-1"), run::toString);
  }

  @Test
  void aNumberOutOfItsRangeIsNamedWithIt() {
    ApexRun run = bench("--value-bytes", "7");
    assertEquals(64, run.exitCode());
    assertTrue(run.err().contains("--value-bytes is 7, expected 8 to 1048576"), run::toString);
    assertTrue(bench("--zipf", "-1").err().contains("--zipf is -1.0"));
    assertTrue(
        bench("--connections", "10000", "--depth", "7").err().contains("70000 requests under way"));
  }

  @Test
  void moreThanThisProcessCanKeepIsRefused() {
    String[] deep = {"--connections", "1", "--depth", "10000", "--value-bytes", "1048576"};
    refused("80000 requests under way with values of 1048576 bytes are 80000 MiB", deep);
    refused(
        "MiB, expected at most 512",
        "--connections",
        "1",
        "--depth",
        "2100",
        "--value-bytes",
        "1048576");
  }

  @Test
  void aNamedLoadHasAShapeOfItsOwn() {
    refused("Leave out the names", "put-32", "--read-share", "100");
    refused("Leave out the names", "get-1", "--connections", "2");
  }

  /**
   * Who writes all requests before reading an answer waits for a server that waits to be read: a
   * lone connection once did, and had no answer for 15 s.
   */
  @Test
  void aLoneDeepConnectionReadsWhileItWrites() {
    String load = "--connections 1 --depth 400 --value-bytes 65536 --keys 500 --seconds 1";
    ApexRun run = bench((load + " --warm-up 0 --no-floors --nodes 1").split(" "));
    assertEquals(0, run.exitCode(), run::toString);
  }

  @Test
  void aSmokeRunTakesNoLoadOfItsOwn() {
    refused("Leave out --depth", "--smoke", "--depth", "3");
    refused("Leave out --rate", "--calibrate", "--rate", "1000");
    refused("Leave out --nodes", "--smoke", "--nodes", "1");
    refused("Leave out --value-bytes", "--smoke", "--value-bytes", "8");
    refused("Leave out names of loads", "put-1", "--smoke");
  }

  @Test
  void whoIsNotThereIsNamed() {
    ApexRun run = bench("--servers", "127.0.0.1:1");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("no ApexKV node answers at 127.0.0.1:1"), run::toString);
    ApexRun compare = bench("compare", "--systems", "oracle");
    assertEquals(64, compare.exitCode());
    assertTrue(compare.err().contains("Known: etcd, redis, sofajraft, ratis"), compare::toString);
  }

  @Test
  void whatIsNoAddressIsRefused() {
    refused("'foo' is no address: expected host:port", "--servers", "foo");
    refused("'' is no address", "--servers", "127.0.0.1:7001,,127.0.0.1:7002");
    refused("its port is not a number from 1 to 65535", "--servers", "127.0.0.1:70000");
    refused("knows no host 'nobody.invalid'", "--servers", "127.0.0.1:1,nobody.invalid:7001");
  }

  @Test
  void aRunIsHeldAgainstTheRatiosOrWritesThem() {
    refused("Give one of them", "--smoke", "--calibrate");
  }

  @Test
  void aClusterThatRunsHasTheNodesThatItHas() {
    refused("Leave out --nodes", "--servers", "127.0.0.1:1", "--nodes", "5");
    refused("Leave out --dir", "--servers", "127.0.0.1:1", "--dir", directory.toString());
    refused("--nodes is 0, expected 1 to 9", "--nodes", "0");
  }

  @Test
  void aPictureThatCannotBeWrittenIsRefusedBeforeTheRun() {
    String missing = directory.resolve("missing/bench.png").toString();
    refused("--png " + directory + ", a folder", "--png", directory.toString());
    refused("there is no " + directory.resolve("missing"), "--png", missing);
    refused("--png " + directory + ", a folder", "compare", "--png", directory.toString());
    refused("there is no " + directory.resolve("missing"), "compare", "--png", missing);
    assertFalse(Files.exists(directory.resolve("data")), "nothing was begun");
  }

  @Test
  void aPlaceWhereNoDataCanBeIsRefused() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    Path below = file.resolve("data");
    refused("'" + file + "': it is a file. Give --dir", "--dir", file.toString());
    refused("'" + below + "': Not a directory. Give --dir", "--dir", below.toString());
    refused("'" + file + "': it is a file", "compare", "--dir", file.toString());
  }

  private void refused(String sentence, String... arguments) {
    ApexRun run = bench(arguments);
    assertEquals(64, run.exitCode(), run::toString);
    assertTrue(run.err().contains(sentence), run::toString);
  }

  private ApexRun bench(String... arguments) {
    List<String> all = new ArrayList<>(List.of("bench"));
    all.addAll(List.of(arguments));
    if (Stream.of("compare", "--servers", "--dir").noneMatch(all::contains)) {
      all.addAll(List.of("--dir", directory.resolve("data").toString()));
    }
    return ApexRun.of(all);
  }
}
