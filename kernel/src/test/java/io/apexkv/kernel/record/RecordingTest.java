package io.apexkv.kernel.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Memory;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.base.Nullable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A recording's head holds everything that a kernel is made from; its end is loud. */
final class RecordingTest {

  private record Chunks(int chunkBytes, int available) implements Memory {
    @Override
    public @Nullable ByteBuffer take() {
      return null;
    }

    @Override
    public void give(ByteBuffer chunk) {}
  }

  private static final Config CONFIG =
      new Config(
          new ClusterId(11, 12),
          2,
          List.of(new Member(1, "höst:1"), new Member(2, ""), new Member(9, "c:3")),
          64,
          7,
          new Timing(100, 10),
          new Limits(1, 1 << 16, 1L << 40, 4, 5, 6, 7, 8, 9, 10, 11),
          new Chunks(1 << 16, 33),
          "O_DIRECT | O_DSYNC");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final List<Long> full = new ArrayList<>();

  private Recorder recorder(long budgetBytes) {
    Recorder.Output output =
        new Recorder.Output() {
          @Override
          public void append(ByteBuffer buffer, int offset, int length) {
            byte[] bytes = new byte[length];
            buffer.get(offset, bytes);
            written.writeBytes(bytes);
          }

          @Override
          public void full(long bytes) {
            full.add(bytes);
          }
        };
    return new Recorder(output, ByteBuffer.wrap(new byte[] {(byte) 0xAA, 0x55}), budgetBytes);
  }

  private String hex() {
    return HexFormat.of().formatHex(written.toByteArray());
  }

  private static void input(Recorder recorder, int code) {
    recorder.bytes(ByteBuffer.wrap(new byte[] {0, (byte) code, (byte) code, 0}), 1, 2);
  }

  @Test
  void aHeadIsReadAsItWasWritten() {
    ByteBuffer head = Recording.head(CONFIG, -5);
    Recording.Head read = Recording.readHead(InputsInBytesTest.source(head), Chunks::new);
    assertEquals(CONFIG, read.config());
    assertEquals(-5, read.seed());
    assertEquals(0, head.remaining());
  }

  @Test
  void whatIsNoRecordingIsRefused() {
    ByteBuffer other = Recording.head(CONFIG, 1).putInt(0, 0x7F454C46);
    assertEquals(
        "a recording begins with 'APXR', but this begins with 0x7f454c46",
        assertThrows(
                IllegalArgumentException.class,
                () -> Recording.readHead(InputsInBytesTest.source(other), Chunks::new))
            .getMessage());
    ByteBuffer later = Recording.head(CONFIG, 1).putShort(4, (short) 2);
    assertEquals(
        "this is a recording of version 2, expected version 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> Recording.readHead(InputsInBytesTest.source(later), Chunks::new))
            .getMessage());
  }

  @Test
  void aRecorderWritesHeadInputsAndHashes() {
    Recorder recorder = recorder(1000);
    input(recorder, 1);
    input(recorder, 13);
    recorder.flushed(0x0102030405060708L);
    recorder.end();
    assertEquals("aa55" + "0101" + "0d0d" + "0102030405060708" + "00", hex());
    assertEquals(List.of(), full);
  }

  @Test
  void beyondItsBudgetItEndsWithAWholeFlushAndSaysSoOnce() {
    Recorder recorder = recorder(5);
    input(recorder, 1);
    input(recorder, 2);
    input(recorder, 13);
    recorder.flushed(1);
    String whole = "aa55" + "0101" + "0202" + "0d0d" + "0000000000000001" + "00";
    assertEquals(whole, hex());
    assertEquals(List.of(17L), full);
    input(recorder, 3);
    recorder.flushed(2);
    recorder.end();
    assertEquals(whole, hex());
    assertEquals(List.of(17L), full);
  }
}
