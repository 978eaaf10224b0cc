package io.apexkv.runtime.cli.bench.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.runtime.cli.bench.load.Loads;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisWireTest {

  private final RedisWire wire = new RedisWire(Loads.of(1, 4, 10));
  private final ByteBuffer out = ByteBuffer.allocate(1000);
  private final Heard heard = new Heard();

  @Test
  void aPutIsASetOfTheKeyAndAValueThatBeginsWithIt() {
    wire.put(out, 0, 0x4142434445464748L);
    String text = new String(out.array(), 0, out.position(), StandardCharsets.ISO_8859_1);
    assertEquals(
        "*3\r\n$3\r\nSET\r\n$8\r\nABCDEFGH\r\n$32\r\nABCDEFGH" + "\0".repeat(24) + "\r\n", text);
  }

  @Test
  void answersAreForTheOldestRequests() throws Exception {
    wire.put(out, 2, 1);
    wire.get(out, 0, 1);
    wire.get(out, 1, 2);
    wire.put(out, 3, 1);
    read("+OK\r\n$4\r\nabcd\r\n$-1\r\n-ERR no\r\n");
    assertEquals(
        List.of(
            "done 2",
            "value 0 abcd",
            "failed 1 no value, but the key was written",
            "failed 3 ERR no"),
        heard.said);
  }

  @Test
  void whatIsNotWholeIsLeft() throws Exception {
    wire.get(out, 0, 1);
    ByteBuffer in = ByteBuffer.wrap("$4\r\nabc".getBytes(StandardCharsets.US_ASCII));
    wire.read(in, out, heard);
    assertEquals(0, in.position());
    assertEquals(List.of(), heard.said);
  }

  private void read(String text) throws Exception {
    wire.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), out, heard);
  }
}
