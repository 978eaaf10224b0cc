package io.apexkv.sim.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.store.Engine;
import io.apexkv.kernel.store.EngineFactory;
import io.apexkv.kernel.store.Slabs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateEngineTest {

  private static final ByteBuffer KEY = ByteBuffer.wrap(new byte[] {'k'});

  private final List<Long> ready = new ArrayList<>();
  private long lateNanos;
  private final Engine engine = late();

  private Engine late() {
    Engine memory = EngineFactory.MEMORY.create(1, new Slabs(new Heap()), 64, 1);
    Engine late = new LateEngine(memory, (keyHash, occurrence) -> lateNanos);
    late.onReady(ready::add);
    return late;
  }

  private static final class Heap implements Memory {
    @Override
    public int chunkBytes() {
      return 65_536;
    }

    @Override
    public int available() {
      return 100;
    }

    @Override
    public @Nullable ByteBuffer take() {
      return ByteBuffer.allocate(65_536);
    }

    @Override
    public void give(ByteBuffer chunk) {}
  }

  @Test
  void withoutLatenessEverythingIsAtHand() {
    engine.time(5);
    assertEquals(Engine.READY, engine.prefetch(KEY, 0, 1));
    assertEquals(Long.MAX_VALUE, engine.nextDeadlineNanos());
  }

  @Test
  void aLateKeyIsReadyAtItsTimeAndNotBefore() {
    engine.time(5);
    lateNanos = 100;
    long ticket = engine.prefetch(KEY, 0, 1);
    assertNotEquals(Engine.READY, ticket);
    assertEquals(105, engine.nextDeadlineNanos());
    engine.time(104);
    assertEquals(List.of(), ready);
    engine.time(105);
    assertEquals(List.of(ticket), ready);
    assertEquals(Long.MAX_VALUE, engine.nextDeadlineNanos());
  }

  @Test
  void answersComeInAnOrderOfTheirOwn() {
    engine.time(0);
    lateNanos = 100;
    long slow = engine.prefetch(KEY, 0, 1);
    lateNanos = 10;
    long fast = engine.prefetch(KEY, 0, 1);
    engine.time(50);
    engine.time(200);
    assertEquals(List.of(fast, slow), ready);
  }
}
