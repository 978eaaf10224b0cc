package io.apexkv.sim.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Kernel;
import io.apexkv.sim.run.Run;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutantLoaderTest {

  private static final long SEED = 2;

  private static SeedResult run(Map<String, byte[]> replaced) {
    return new MutantLoader(replaced).runner().run(SEED, Set.of(), Set.of());
  }

  @Test
  void kernelAndSimulatorAreDefinedAnewAndOnlyTheResultsTypesAreShared() throws Exception {
    MutantLoader loader = new MutantLoader(Map.of());
    for (Class<?> own : List.of(Kernel.class, Run.class, OwnRunner.class)) {
      Class<?> inside = loader.loadClass(own.getName());
      assertNotSame(own, inside);
      assertSame(loader, inside.getClassLoader());
    }
    for (Class<?> shared :
        List.of(SeedRunner.class, SeedResult.class, SeedRecorder.class, String.class)) {
      assertSame(shared, loader.loadClass(shared.getName()));
    }
    assertThrows(
        ClassNotFoundException.class,
        () -> loader.loadClass("picocli.CommandLine"),
        "a library's state would be shared");
  }

  @Test
  void theUnmutatedKernelGivesTheOrdinaryTraceHash() {
    SeedResult ordinary = new OwnRunner().run(SEED, Set.of(), Set.of());
    assertEquals(ordinary, run(Map.of()));
    Edit harmless =
        new Edit("io.apexkv.kernel.raft.Group", "package io", "/* the same */package io");
    Map<String, byte[]> compiled =
        new MutantCompiler(Sources.packaged()).compile(List.of(harmless));
    assertEquals(ordinary, run(compiled));
  }

  @Test
  void aRecordedSeedIsTheSameRunAndItsPageComesOutAsText() {
    SeedResult ordinary = new OwnRunner().run(SEED, Set.of(), Set.of());
    SeedRecorder.Recorded recorded =
        new MutantLoader(Map.of()).recorder().record(SEED, Set.of(), "the line", "a note");
    assertEquals(ordinary.traceHash(), recorded.traceHash());
    assertEquals("", recorded.failedCheck());
    assertTrue(recorded.pageData().startsWith("{\"kind\":\"run\""));
    assertTrue(recorded.pageData().contains("\"note\":\"a note\",\"replay\":\"the line\""));
  }

  @Test
  void aMutatedKernelGivesAnotherTraceHash() {
    Edit slower =
        new Edit(
            "io.apexkv.kernel.raft.ElectionTimeout",
            "return leastNanos + Streams",
            "return 2 * leastNanos + Streams");
    Map<String, byte[]> compiled = new MutantCompiler(Sources.packaged()).compile(List.of(slower));
    assertNotEquals(
        new OwnRunner().run(SEED, Set.of(), Set.of()).traceHash(), run(compiled).traceHash());
  }
}
