package io.apexkv.runtime.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.client.core.Outcome;
import io.apexkv.sim.history.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class MixedScriptTest {

  private static final int OPERATIONS = 4_000;

  private final List<ByteString> keys = new ArrayList<>();
  private final ModelStore store = new ModelStore();

  MixedScriptTest() {
    for (int key = 0; key < 100; key++) {
      keys.add(ByteString.of("key-" + key));
    }
  }

  @Test
  void noValueIsWrittenTwiceAndEveryKindAndKeyComes() {
    MixedScript.Seen seen = new MixedScript.Seen(keys.size());
    List<MixedScript> clients = List.of(script(seen, "a", 1), script(seen, "b", 2));
    Set<ByteString> values = new HashSet<>();
    Set<ByteString> touched = new HashSet<>();
    Set<Class<?>> kinds = new HashSet<>();
    int swapped = 0;
    int refused = 0;
    for (int i = 0; i < OPERATIONS; i++) {
      MixedScript client = clients.get(i % 2);
      Operation operation = client.next();
      Outcome outcome = store.ask(operation);
      client.saw(operation, outcome);
      touched.add(operation.key());
      kinds.add(operation.getClass());
      switch (operation) {
        case Operation.Write write -> assertTrue(values.add(write.value()), write::toString);
        case Operation.Cas cas -> {
          assertTrue(values.add(cas.value()), cas::toString);
          swapped += outcome instanceof Outcome.Done ? 1 : 0;
          refused += outcome instanceof Outcome.CasFailed ? 1 : 0;
        }
        case Operation.Read read -> {}
        case Operation.Delete delete -> {}
      }
    }
    assertEquals(Set.copyOf(keys), touched);
    assertEquals(4, kinds.size());
    assertTrue(swapped > OPERATIONS / 5, "swapped: " + swapped);
    assertEquals(0, refused, "nobody comes between where operations follow each other");
  }

  @Test
  void theSeedDecides() {
    MixedScript one = script(new MixedScript.Seen(100), "a", 7);
    MixedScript same = script(new MixedScript.Seen(100), "a", 7);
    for (int i = 0; i < 100; i++) {
      assertEquals(one.next(), same.next());
    }
  }

  private MixedScript script(MixedScript.Seen seen, String writer, long seed) {
    return new MixedScript(
        keys, seen, writer, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }
}
