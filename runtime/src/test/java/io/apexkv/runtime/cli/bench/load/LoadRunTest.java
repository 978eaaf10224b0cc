package io.apexkv.runtime.cli.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The load generator against servers that do as a test says. */
@Timeout(60)
class LoadRunTest {

  private static final long MILLI = 1_000_000;

  @Test
  void aClosedLoopIsAnsweredOnEveryConnection() throws Exception {
    try (ScriptedServer server = new ScriptedServer(LoadRunTest::good)) {
      Measurement measured = run(server, Loads.reading(50, 3, 8, 100));
      assertNull(measured.firstError());
      assertTrue(measured.operations() > 0);
      assertEquals(measured.operations(), measured.latency().getTotalCount());
      assertEquals(server.answered(), measured.answers(), "each request was waited for");
      assertEquals(3, server.connections());
      assertEquals(8, server.mostUnderWay());
      assertEquals(1, measured.cpu().size(), "this process");
    }
  }

  @Test
  void withoutAnAnswerThereIsNothingToShareTheCpuTimeAmong() throws Exception {
    ScriptedServer.Script late =
        (in, at, out) -> {
          TimeUnit.MILLISECONDS.sleep(600); // a load lasts 300
          good(in, at, out);
        };
    try (ScriptedServer server = new ScriptedServer(late)) {
      Measurement measured = run(server, Loads.of(1, 1, 100));
      assertEquals(0, measured.operations());
      assertEquals(0, measured.errors());
      assertEquals(List.of(), measured.cpu());
      assertEquals("no answer came while it was measured; take more --seconds", measured.trouble());
    }
  }

  /** Progress that takes long once met threads that had ended since they were looked at. */
  @Test
  void sendersMayEndWhileProgressIsShown() throws Exception {
    try (ScriptedServer server = new ScriptedServer(LoadRunTest::good)) {
      Consumer<String> slow = text -> LockSupport.parkNanos(1_000 * MILLI);
      Measurement measured = LoadRun.measure(server, "test", Loads.of(1, 8, 100), slow);
      assertNull(measured.firstError());
    }
  }

  @Test
  void aLoneConnectionNeedsNoSelector() throws Exception {
    try (ScriptedServer server = new ScriptedServer(LoadRunTest::good)) {
      Measurement measured = run(server, Loads.reading(50, 1, 1, 100));
      assertNull(measured.firstError());
      assertTrue(measured.operations() > 0);
      assertEquals(1, server.mostUnderWay());
    }
  }

  /**
   * 2,000 a second for 300 ms from two threads: never more than 600, and two at the ends. A machine
   * that stalls makes them fewer, so only one run of several has to have more than one thread alone
   * can send, which is 300.
   */
  @Test
  void anOpenLoopSendsAtItsRateFromEveryThread() throws Exception {
    long most = 0;
    for (int attempt = 0; attempt < 20 && most <= 330; attempt++) {
      try (ScriptedServer server = new ScriptedServer(LoadRunTest::good)) {
        Measurement measured = run(server, Loads.open(4, 64, 2000, 2));
        assertNull(measured.firstError());
        most = Math.max(most, measured.answers());
        assertTrue(most <= 602, most + " answers");
      }
    }
    assertTrue(most > 330, most + " answers at most");
  }

  @Test
  void whatAnOpenLoopCouldNotSendInTimeCountsFromWhenItWasDue() throws Exception {
    ScriptedServer.Script slow =
        (in, at, out) -> {
          TimeUnit.MILLISECONDS.sleep(10);
          good(in, at, out);
        };
    try (ScriptedServer server = new ScriptedServer(slow)) {
      Measurement measured = run(server, Loads.open(1, 1, 1000, 1));
      // 100 a second are served of 1,000 that are due: the last of 300 ms waited for most of that.
      assertTrue(measured.latency().getMaxValue() > 150 * MILLI, measured.latency()::toString);
    }
  }

  @Test
  void everyKeyIsWrittenOnce() throws Exception {
    try (ScriptedServer server = new ScriptedServer(LoadRunTest::good)) {
      assertNull(LoadRun.fill(server, Loads.of(2, 16, 1000), text -> {}));
      assertEquals(1000, server.answered());
    }
  }

  @Test
  void aWrongValueIsAnError() throws Exception {
    ScriptedServer.Script wrong =
        (in, at, out) -> {
          int begin = out.position();
          good(in, at, out);
          int value = begin + ClientFrame.HEADER_BYTES + 4;
          out.putLong(value, out.getLong(value) + 1);
        };
    try (ScriptedServer server = new ScriptedServer(wrong)) {
      Measurement measured = run(server, Loads.reading(100, 2, 4, 100));
      assertEquals("a GET got another value than the one that was written", error(measured));
      assertEquals(0, measured.operations());
    }
  }

  @Test
  void anErrorIsCountedWithItsWords() throws Exception {
    ScriptedServer.Script refusing =
        (in, at, out) -> {
          int sequence = ClientFrame.sequence(in, at);
          int bytes =
              ClientFrame.text(out, out.position(), ClientAnswer.ERROR, 1, sequence, "BUSY: later");
          out.position(out.position() + bytes);
        };
    try (ScriptedServer server = new ScriptedServer(refusing)) {
      Measurement measured = run(server, Loads.of(2, 4, 100));
      assertEquals("ERROR BUSY: later", error(measured));
      assertEquals(measured.errors() + " errors: ERROR BUSY: later", measured.trouble());
    }
  }

  @Test
  void anAnswerToARequestThatWasAnsweredIsAnError() throws Exception {
    int[] answered = {0};
    ScriptedServer.Script twice =
        (in, at, out) -> {
          good(in, at, out);
          if (++answered[0] == 100) {
            good(in, at, out);
          }
        };
    try (ScriptedServer server = new ScriptedServer(twice)) {
      String error = error(run(server, Loads.of(1, 8, 100)));
      assertEquals("an answer came to no request that was under way", error);
    }
  }

  @Test
  void anAnswerToARequestThatNobodySentIsAnError() throws Exception {
    ScriptedServer.Script wrong =
        (in, at, out) -> {
          int begin = out.position();
          good(in, at, out);
          out.putInt(begin + 12, 7777);
        };
    try (ScriptedServer server = new ScriptedServer(wrong)) {
      String error = error(run(server, Loads.of(2, 8, 100)));
      assertEquals("an answer came to no request that was under way", error);
    }
  }

  @Test
  void aConnectionThatEndsIsAnError() throws Exception {
    ScriptedServer.Script leaving =
        (in, at, out) -> {
          throw new IOException("enough");
        };
    try (ScriptedServer server = new ScriptedServer(leaving)) {
      assertTrue(error(run(server, Loads.of(2, 4, 100))).contains("closed"));
      assertTrue(error(run(server, Loads.of(1, 1, 100))).contains("closed"));
    }
  }

  private static String error(Measurement measured) {
    assertTrue(measured.errors() > 0);
    String error = measured.firstError();
    assertNotNull(error);
    return error;
  }

  private static Measurement run(ScriptedServer server, Load load) throws IOException {
    return LoadRun.measure(server, "test", load, text -> {});
  }

  /** Answers as a node does whose every key was written. */
  private static void good(ByteBuffer in, int at, ByteBuffer out) {
    boolean get = ClientFrame.command(in, at) == ClientCommand.GET;
    int begin = out.position();
    int payload = get ? 36 : 0;
    int code = get ? ClientAnswer.VALUE : ClientAnswer.OK;
    ClientFrame.header(out, begin, code, 0, 1, payload, ClientFrame.sequence(in, at));
    if (get) {
      out.putInt(begin + ClientFrame.HEADER_BYTES, 32);
      long key = in.getLong(at + ClientFrame.HEADER_BYTES + 4);
      out.putLong(begin + ClientFrame.HEADER_BYTES + 4, key);
    }
    out.position(begin + ClientFrame.HEADER_BYTES + payload);
  }
}
