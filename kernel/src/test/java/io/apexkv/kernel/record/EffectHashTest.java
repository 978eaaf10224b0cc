package io.apexkv.kernel.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Trace;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every field of every effect is in the hash, which is of one flush, and all is passed on. */
final class EffectHashTest {

  private static final FileId FILE = new FileId(FileId.Kind.WAL, 3);
  private static final ByteBuffer BYTES = ByteBuffer.wrap(new byte[] {1, 2, 3, 4});

  /** Each differs from some other one in a single field. */
  private static final List<Consumer<Host>> EFFECTS =
      List.of(
          to -> to.send(1, BYTES, 0, 2),
          to -> to.send(2, BYTES, 0, 2),
          to -> to.send(1, BYTES, 1, 2),
          to -> to.send(1, BYTES, 0, 3),
          to -> to.datagram(1, BYTES, 0, 2),
          to -> to.reply(1, BYTES, 0, 2),
          to -> to.reply(2, BYTES, 0, 2),
          to -> to.reply(1, BYTES, 1, 2),
          to -> to.pauseReading(1),
          to -> to.pauseReading(2),
          to -> to.resumeReading(1),
          to -> to.closeConnection(1),
          to -> to.diskCreate(1, FILE, 8),
          to -> to.diskCreate(2, FILE, 8),
          to -> to.diskCreate(1, new FileId(FileId.Kind.SUPERBLOCK, 3), 8),
          to -> to.diskCreate(1, new FileId(FileId.Kind.WAL, 4), 8),
          to -> to.diskCreate(1, FILE, 9),
          to -> to.diskWrite(1, FILE, 8, BYTES, 0, 2, true),
          to -> to.diskWrite(1, FILE, 8, BYTES, 0, 2, false),
          to -> to.diskWrite(1, FILE, 9, BYTES, 0, 2, true),
          to -> to.diskWrite(1, FILE, 8, BYTES, 1, 2, true),
          to -> to.diskRead(1, FILE, 8, BYTES, 0, 2),
          to -> to.diskRead(1, FILE, 8, BYTES, 0, 3),
          to -> to.diskSync(1, FILE),
          to -> to.diskDelete(1, FILE),
          to -> to.diskList(1, BYTES, 0, 2),
          to -> to.diskList(1, BYTES, 0, 3),
          to -> to.trace(Trace.LEADER, 1, 2, 3),
          to -> to.trace(Trace.FOLLOWER, 1, 2, 3),
          to -> to.trace(Trace.LEADER, 9, 2, 3),
          to -> to.trace(Trace.LEADER, 1, 9, 3),
          to -> to.trace(Trace.LEADER, 1, 2, 9),
          to -> to.halt(HaltReason.DAMAGE, "a"),
          to -> to.halt(HaltReason.DAMAGE, "b"),
          to -> to.halt(HaltReason.OUT_OF_MEMORY, "a"));

  private static long hash(EffectHash hash, List<Consumer<Host>> effects) {
    effects.forEach(effect -> effect.accept(hash));
    return hash.takeHash();
  }

  private static EffectHash fresh() {
    return new EffectHash(new Calls().as(Host.class));
  }

  @Test
  void everyDifferenceIsSeen() {
    TreeSet<Long> hashes = new TreeSet<>();
    hashes.add(fresh().takeHash());
    for (Consumer<Host> effect : EFFECTS) {
      assertTrue(hashes.add(hash(fresh(), List.of(effect))), "effect " + hashes.size());
    }
    assertFalse(hashes.add(hash(fresh(), List.of(EFFECTS.get(4)))));
  }

  @Test
  void theHashIsOfOneFlushAndOfTheOrderInIt() {
    EffectHash hash = fresh();
    long forwards = hash(hash, EFFECTS);
    assertEquals(forwards, hash(hash, EFFECTS), "it begins anew");
    assertTrue(forwards != hash(hash, EFFECTS.reversed()));
  }

  @Test
  void everyEffectIsPassedOnUnchanged() {
    Calls direct = new Calls();
    Calls behind = new Calls();
    EffectHash hash = new EffectHash(behind.as(Host.class));
    for (Consumer<Host> effect : EFFECTS) {
      effect.accept(direct.as(Host.class));
      effect.accept(hash);
    }
    assertEquals(EFFECTS.size(), behind.all.size());
    assertEquals(direct.all, behind.all);
  }

  @Test
  void itKnowsOnceWhereTheDataOfAReadWillBe() {
    EffectHash hash = fresh();
    hash.diskRead(1, FILE, 0, BYTES, 3, 1);
    hash.diskList(2, BYTES, 2, 1);
    hash.diskWrite(3, FILE, 0, BYTES, 1, 1, true);
    assertEquals(3, hash.takeDataOffset(1));
    assertEquals(2, hash.takeDataOffset(2));
    assertEquals(-1, hash.takeDataOffset(3));
    assertEquals(-1, hash.takeDataOffset(1));
  }
}
