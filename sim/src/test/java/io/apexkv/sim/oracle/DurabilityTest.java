package io.apexkv.sim.oracle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.FileId;
import io.apexkv.sim.disk.DurableImage;
import io.apexkv.sim.disk.SimDisk;
import io.apexkv.sim.event.EventQueue;
import io.apexkv.sim.event.Latency;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.world.Violation;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Batches written here by hand, by the page that describes the format, and read by the oracle. */
class DurabilityTest {

  private static final ClusterId CLUSTER = new ClusterId(1, 2);
  private static final int PAGE = 4096;
  private static final FileId SEGMENT = new FileId(FileId.Kind.WAL, 1);

  private final SimDisk[] disks = new SimDisk[3];
  private final CanonicalHistory canonical = new CanonicalHistory(1);
  private final Durability oracle;

  DurabilityTest() {
    for (int i = 0; i < disks.length; i++) {
      disks[i] = new SimDisk(new EventQueue(), new Luck(1), i + 1, new Latency(1, 1, 0, 1));
    }
    oracle =
        new Durability(CLUSTER, 1, new DurableImage[] {disks[0], disks[1], disks[2]}, canonical);
  }

  /** One entry: its term, and a payload of one byte. */
  private static ByteBuffer entry(long term, int payload) {
    ByteBuffer entry = ByteBuffer.allocate(25);
    return entry.putInt(1).putInt(1 << 24).putLong(term).putLong(0).put((byte) payload).flip();
  }

  private static long checksum(ByteBuffer entry) {
    CRC32C crc = new CRC32C();
    crc.update(entry.duplicate());
    return crc.getValue();
  }

  private static LogChain log(long term, int entries) {
    LogChain log = new LogChain();
    for (int i = 1; i <= entries; i++) {
      log.append(term, checksum(entry(term, i)));
    }
    return log;
  }

  /**
   * The payload of a batch: the term with no vote, a truncation if {@code truncateFrom} is not 0,
   * then entries.
   */
  private static ByteBuffer batch(
      long sequence, long previous, long truncateFrom, long firstIndex, int count, long term) {
    ByteBuffer payload = ByteBuffer.allocate(400);
    payload.position(64);
    int records = 1;
    payload.putInt(2 << 24).putInt(16).putLong(1).putLong(term).putLong(0);
    if (truncateFrom != 0) {
      payload.putInt(3 << 24).putInt(8).putLong(1).putLong(truncateFrom);
      records++;
    }
    if (count > 0) {
      payload.putInt(1 << 24).putInt(16 + 25 * count).putLong(1);
      payload.putLong(firstIndex).putInt(count).putInt(0);
      for (int i = 0; i < count; i++) {
        payload.put(entry(term, (int) firstIndex + i));
      }
      records++;
    }
    int content = payload.position();
    payload.putInt(0, 0x41505842).putShort(4, (short) 1).putInt(8, content).putInt(12, records);
    payload.putLong(16, sequence).putLong(24, previous);
    return payload.position(0).limit(content);
  }

  /** Stamps a payload of one sector and puts it into a page of a node's segment. */
  private byte[] stamped(int node, int page, ByteBuffer payload, long sequence) {
    ByteBuffer sectors = ByteBuffer.allocate(PAGE);
    sectors.put(0, payload, 0, Math.min(496, payload.limit()));
    for (int sector = 0; sector < 8; sector++) {
      int at = 512 * sector;
      sectors.putLong(at + 496, sequence).putInt(at + 504, sector);
      ByteBuffer context = ByteBuffer.allocate(40);
      context.putLong(CLUSTER.high()).putLong(CLUSTER.low()).putLong(node);
      context.putLong(2L << 56 | 1).putLong((long) page * PAGE + at);
      CRC32C crc = new CRC32C();
      crc.update(context.array());
      crc.update(sectors.array(), at, 508);
      sectors.putInt(at + 508, (int) crc.getValue());
    }
    return sectors.array();
  }

  /** Makes a segment of a node from pages, and tells the oracle of the last one. */
  private void write(int node, byte[]... pages) {
    byte[] segment = new byte[8 * PAGE];
    for (int i = 0; i < pages.length; i++) {
      System.arraycopy(pages[i], 0, segment, i * PAGE, PAGE);
    }
    disks[node - 1].install(SEGMENT, segment);
    oracle.becameDurable(node, SEGMENT, (pages.length - 1L) * PAGE);
  }

  private byte[] first(int node) {
    return stamped(node, 0, batch(101, 0, 0, 1, 3, 5), 101);
  }

  private void fails(Executable act) {
    assertEquals(oracle.name(), assertThrows(Violation.class, act).check());
  }

  @Test
  void theOracleReadsWhatTheFormatSays() {
    write(1, first(1));
    assertEquals(3, oracle.of(1, 1).last());
    assertEquals(log(5, 3).hash(3), oracle.of(1, 1).hash(3));
    write(1, first(1), stamped(1, 1, batch(102, 101, 3, 3, 1, 6), 102));
    assertEquals(3, oracle.of(1, 1).last());
    assertEquals(6, oracle.of(1, 1).term(3));
  }

  @Test
  void whatIsCommittedMustBeDurableOnAQuorum() {
    write(1, first(1));
    write(2, first(2));
    canonical.commits(1, 1, log(5, 3), 3, 5);
    assertDoesNotThrow(() -> oracle.committed(1));
  }

  @Test
  void whatIsDurableOnFewerThanAQuorumIsFound() {
    write(1, first(1));
    canonical.commits(1, 1, log(5, 3), 3, 5);
    fails(() -> oracle.committed(1));
  }

  @Test
  void otherEntriesDontCount() {
    write(1, first(1));
    write(2, stamped(2, 0, batch(101, 0, 0, 1, 3, 4), 101));
    canonical.commits(1, 1, log(5, 3), 3, 5);
    fails(() -> oracle.committed(1));
  }

  @Test
  void aBatchOfAnotherNodeOrPlaceDoesNotCount() {
    write(1, first(1));
    write(2, first(1));
    write(3, new byte[PAGE], first(3));
    canonical.commits(1, 1, log(5, 3), 3, 5);
    fails(() -> oracle.committed(1));
  }

  @Test
  void aTornBatchDoesNotCount() {
    write(1, first(1));
    byte[] torn = first(2);
    torn[3 * 512 + 7] ^= 1;
    write(2, torn);
    canonical.commits(1, 1, log(5, 3), 3, 5);
    fails(() -> oracle.committed(1));
  }

  @Test
  void aCommittedEntryThatIsCutIsFound() {
    write(1, first(1));
    write(2, first(2));
    canonical.commits(1, 1, log(5, 3), 3, 5);
    byte[] cut = stamped(2, 1, batch(102, 101, 2, 0, 0, 5), 102);
    fails(() -> write(2, first(2), cut));
  }

  /** Whoever lags may lose it to a leader between, and was not counted (seed 455). */
  @Test
  void anEntryThatWasCommittedInALaterTermThanTheCutIsNotMissed() {
    write(1, first(1));
    write(2, first(2));
    write(3, first(3));
    canonical.commits(1, 1, log(5, 3), 3, 7);
    byte[] before = stamped(2, 1, batch(102, 101, 2, 0, 0, 6), 102);
    assertDoesNotThrow(() -> write(2, first(2), before));
    byte[] after = stamped(3, 1, batch(102, 101, 2, 0, 0, 7), 102);
    fails(() -> write(3, first(3), after));
  }

  @Test
  void aConflictingEntryMayBeCut() {
    write(1, stamped(1, 0, batch(101, 0, 0, 1, 3, 4), 101));
    write(2, first(2));
    write(3, first(3));
    canonical.commits(2, 1, log(5, 3), 3, 5);
    byte[] cut = stamped(1, 1, batch(102, 101, 1, 1, 3, 5), 102);
    assertDoesNotThrow(() -> write(1, stamped(1, 0, batch(101, 0, 0, 1, 3, 4), 101), cut));
  }

  @Test
  void whatACrashTookAlthoughItWasDurableIsFound() {
    write(1, first(1));
    write(2, first(2));
    canonical.commits(1, 1, log(5, 3), 3, 5);
    assertDoesNotThrow(() -> oracle.crashed(2));
    disks[1].install(SEGMENT, new byte[8 * PAGE]);
    fails(() -> oracle.crashed(2));
  }
}
