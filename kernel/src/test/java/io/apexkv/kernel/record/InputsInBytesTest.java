package io.apexkv.kernel.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.apexkv.kernel.AdminOrder;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Inputs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The binary form of every input, as {@code docs/contract.md} says, and back. */
final class InputsInBytesTest {

  private static final long NOW = 0x0102030405060708L;
  private static final String AT = "0102030405060708";
  private static final FileId FILE = new FileId(FileId.Kind.WAL, 3);

  private final Calls kernel = new Calls();
  private final EffectHash effects = new EffectHash(new Calls().as(Host.class));
  private final StringBuilder recorded = new StringBuilder();
  private final List<Long> hashes = new ArrayList<>();
  private final InputEncoder encoder =
      new InputEncoder(
          kernel.as(Inputs.class),
          effects,
          new InputSink() {
            @Override
            public void bytes(ByteBuffer buffer, int offset, int length) {
              byte[] bytes = new byte[length];
              buffer.get(offset, bytes);
              recorded.append(HexFormat.of().formatHex(bytes));
            }

            @Override
            public void flushed(long effectHash) {
              hashes.add(effectHash);
            }
          });

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  /** Checks the bytes of an input, that it is passed on, and what its bytes are decoded to. */
  private void assertForm(String expected, Consumer<Inputs> input) {
    input.accept(encoder);
    String hex = expected.replace(" ", "");
    assertEquals(hex, recorded.toString());
    recorded.setLength(0);
    assertEquals(1, kernel.all.size());
    List<String> decoded = decode(bytes(hex));
    assertEquals(kernel.all, decoded);
    kernel.all.clear();
  }

  private static List<String> decode(ByteBuffer bytes) {
    Calls target = new Calls();
    Inputs inputs = target.as(Inputs.class);
    InputDecoder.DiskData disk =
        (now, ticket, status, length, data, count) ->
            inputs.diskDone(now, ticket, status, count > 0 ? data : null, length);
    InputSource source = source(bytes);
    boolean flushed = new InputDecoder(source, inputs, disk).deliver(source.u8());
    assertEquals(0, bytes.remaining());
    assertEquals(target.all.get(0).startsWith("flush"), flushed);
    return target.all;
  }

  static InputSource source(ByteBuffer bytes) {
    return new InputSource() {
      @Override
      public int u8() {
        return bytes.get() & 0xFF;
      }

      @Override
      public int u32() {
        return bytes.getInt();
      }

      @Override
      public long u64() {
        return bytes.getLong();
      }

      @Override
      public ByteBuffer bytes(int length) {
        byte[] copy = new byte[length];
        bytes.get(copy);
        return ByteBuffer.wrap(copy);
      }
    };
  }

  @Test
  void timeAndLife() {
    assertForm("01" + AT + "00000000000000ff", to -> to.booted(NOW, 255));
    assertForm("02" + AT + "fffffffffffffffe", to -> to.time(NOW, -2));
    assertForm("0c" + AT + "00", to -> to.admin(NOW, AdminOrder.DRAIN));
  }

  @Test
  void peers() {
    ByteBuffer frame = bytes("00aabbcc00");
    assertForm("03" + AT + "00000002 0000000000000007", to -> to.peerUp(NOW, 2, 7));
    assertForm("04" + AT + "00000002", to -> to.peerDown(NOW, 2));
    assertForm("05" + AT + "00000002 00001000", to -> to.sendSpace(NOW, 2, 4096));
    assertForm("06" + AT + "00000002 00000003 aabbcc", to -> to.message(NOW, 2, frame, 1, 3));
    assertForm("07" + AT + "00000002 00000000", to -> to.datagram(NOW, 2, frame, 1, 0));
  }

  @Test
  void clients() {
    ByteBuffer frame = bytes("00aabbcc00");
    assertForm("08" + AT + "0000000000000009", to -> to.connectionOpened(NOW, 9));
    assertForm("09" + AT + "0000000000000009", to -> to.connectionClosed(NOW, 9));
    assertForm(
        "0a" + AT + "0000000000000009 00000004 00aabbcc", to -> to.request(NOW, 9, frame, 0, 4));
  }

  @Test
  void completionsHaveTheDataOfAReadThatSucceeded() {
    ByteBuffer buffer = bytes("0011223300");
    effects.diskRead(5, FILE, 0, buffer, 1, 3);
    assertForm(
        "0b" + AT + "0000000000000005 00 00000003 00000003 112233",
        to -> to.diskDone(NOW, 5, DiskStatus.OK, buffer, 3));
    effects.diskList(6, buffer, 2, 3);
    assertForm(
        "0b" + AT + "0000000000000006 00 00000001 00000001 22",
        to -> to.diskDone(NOW, 6, DiskStatus.OK, buffer, 1));
  }

  @Test
  void otherCompletionsHaveNone() {
    ByteBuffer buffer = bytes("0011223300");
    effects.diskWrite(5, FILE, 0, buffer, 1, 3, true);
    encoder.diskDone(NOW, 5, DiskStatus.OK, buffer, 3);
    assertEquals("0b" + AT + "00000000000000050000000003" + "00000000", recorded.toString());
    recorded.setLength(0);
    effects.diskRead(6, FILE, 0, buffer, 1, 3);
    encoder.diskDone(NOW, 6, DiskStatus.values()[1], buffer, 0);
    assertEquals("0b" + AT + "00000000000000060100000000" + "00000000", recorded.toString());
    assertEquals(2, kernel.all.size());
    assertEquals("diskDone " + NOW + " 5 OK buffer 3", kernel.all.get(0));
  }

  @Test
  void aFlushIsFollowedByTheHashOfItsEffectsAndItsDeadline() {
    kernel.answer = 77;
    assertForm("0d" + AT, to -> to.flush(NOW));
    assertEquals(1, hashes.size());
    kernel.answer = 78;
    encoder.flush(NOW);
    kernel.answer = 77;
    encoder.flush(NOW);
    assertEquals(hashes.get(0), hashes.get(2));
    assertEquals(2, hashes.stream().distinct().count(), "the deadline belongs to it");
    assertEquals(77, encoder.nextDeadlineNanos());
  }

  @Test
  void anUnknownCodeIsRefused() {
    assertEquals(
        "no input has code 14",
        assertThrows(IllegalArgumentException.class, () -> decode(bytes("0e" + AT))).getMessage());
  }
}
