package io.apexkv.sim.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChecksTest {

  private static final List<Oracle> ORACLES =
      List.of(
          new CanonicalHistory(1),
          new ConnectionOrder(0),
          new Convergence(),
          new Durability(
              io.apexkv.sim.world.World.CLUSTER,
              1,
              new io.apexkv.sim.disk.DurableImage[0],
              new CanonicalHistory(1)),
          new ExactlyOnce(),
          new LeaderCompleteness(1),
          new Linearizable(),
          new LogMatching(1),
          new NeverBack(1, 1),
          new OneLeaderATerm(),
          new StateDigests());

  @Test
  void everyOracleIsListedUnderItsNameAndSoIsTheCheckOfCampaigns() {
    Stream<String> oracles = ORACLES.stream().map(Oracle::name);
    assertEquals(Checks.NAMES, Stream.concat(oracles, Stream.of("determinism")).sorted().toList());
  }

  @Test
  void noOracleOfThePackageIsForgotten() throws IOException, URISyntaxException {
    TreeSet<String> known = new TreeSet<>();
    ORACLES.forEach(oracle -> known.add(oracle.getClass().getSimpleName()));
    TreeSet<String> found = new TreeSet<>();
    Path classes =
        Path.of(Objects.requireNonNull(Oracle.class.getResource("Oracle.class")).toURI());
    try (Stream<Path> files = Files.list(Objects.requireNonNull(classes.getParent()))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(file.getFileName()).replace(".class", "");
        if (!name.contains("$") && isOracle(name)) {
          found.add(name);
        }
      }
    }
    assertEquals(known, found);
  }

  private static boolean isOracle(String simpleName) {
    try {
      Class<?> type = Class.forName(Oracle.class.getPackageName() + "." + simpleName);
      return Oracle.class.isAssignableFrom(type) && !type.isInterface();
    } catch (ClassNotFoundException gone) {
      throw new IllegalStateException(gone);
    }
  }
}
