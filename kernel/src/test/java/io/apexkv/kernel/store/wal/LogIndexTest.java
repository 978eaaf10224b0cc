package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.InvariantViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LogIndexTest {

  /** An entry: the batch that holds it, and its term. */
  private record Place(long position, long term) {}

  @Property(tries = 300)
  void fromTheMarkOfAnIndexOnItsBatchComesBeforeTheNextMark(@ForAll long seed) {
    Random random = new Random(seed);
    LogIndex index = new LogIndex(1, 0);
    List<Place> model = new ArrayList<>();
    long segment = 1;
    int offset = 0;
    long term = 1;
    for (int batch = 0; batch < 100; batch++) {
      int bytes = 4096 * (1 + random.nextInt(12));
      if (offset + bytes > 1 << 18) {
        segment++;
        offset = 0;
      }
      long position = LogIndex.position(segment, offset);
      if (random.nextInt(5) == 0 && !model.isEmpty()) {
        int from = 1 + random.nextInt(model.size());
        index.truncate(from);
        model.subList(from - 1, model.size()).clear();
      }
      term += random.nextInt(3) / 2;
      int count = random.nextInt(4);
      if (count > 0) {
        index.append(model.size() + 1, count, term, position);
        for (int i = 0; i < count; i++) {
          model.add(new Place(position, term));
        }
      }
      offset += bytes;
      check(index, model);
    }
  }

  private static void check(LogIndex index, List<Place> model) {
    assertEquals(model.size(), index.lastIndex());
    assertEquals(model.isEmpty() ? 0 : model.getLast().term(), index.lastTerm());
    for (int i = 1; i <= model.size(); i++) {
      int mark = index.markOf(i);
      long marked = index.positionOf(mark);
      long position = model.get(i - 1).position();
      assertTrue(marked <= position, "the mark is not behind its entry");
      assertEquals(LogIndex.segmentOf(marked), LogIndex.segmentOf(position));
      assertTrue(position - marked < LogIndex.MARK_SPACING_BYTES, "the mark is near");
      assertTrue(index.lastOf(mark) >= i && index.lastOf(mark) <= model.size());
    }
  }

  @Test
  void aTruncationBehindTheEndChangesNothing() {
    LogIndex index = new LogIndex(1, 0);
    index.append(1, 5, 2, LogIndex.position(1, 0));
    index.truncate(6);
    assertEquals(5, index.lastIndex());
    assertEquals(2, index.lastTerm());
  }

  @Test
  void anEmptyLogEndsWithTheTermBeforeIt() {
    LogIndex index = new LogIndex(10, 4);
    assertEquals(9, index.lastIndex());
    assertEquals(4, index.lastTerm());
    index.append(10, 1, 6, LogIndex.position(2, 4096));
    assertEquals(6, index.lastTerm());
    index.truncate(10);
    assertEquals(4, index.lastTerm());
    assertThrows(InvariantViolation.class, () -> index.truncate(9));
  }

  @Test
  void entriesThatAreNotThereAreRefused() {
    LogIndex index = new LogIndex(1, 0);
    assertThrows(InvariantViolation.class, () -> index.append(2, 1, 1, 0));
    assertThrows(InvariantViolation.class, () -> index.markOf(1));
    index.append(1, 2, 1, 0);
    assertThrows(InvariantViolation.class, () -> index.markOf(3));
  }
}
