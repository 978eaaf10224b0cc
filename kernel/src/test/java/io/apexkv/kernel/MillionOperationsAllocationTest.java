package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.MiniClient.Payload;
import io.apexkv.kernel.base.Allocations;
import io.apexkv.kernel.base.Prng;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * A leader of three serves a million operations of every kind (PUT and CAS with and without a
 * session, GET, values of many sizes), with log, acknowledgements, apply and answers; and the three
 * kernels together allocate less than a byte for each. What they do allocate is the index of their
 * logs: 16 bytes for each 64 KiB.
 */
final class MillionOperationsAllocationTest {

  private static final int OPERATIONS = 1_000_000;
  private static final int BATCH = 16;
  private static final int KEYS = 256;
  private static final int LONGEST_VALUE = 512;
  private static final int HEAD = ClientFrame.HEADER_BYTES;

  /** Commands of a session that may be unanswered; {@code QuietNode}'s limit allows 256. */
  private static final int WINDOW = 100;

  private final QuietCluster cluster = new QuietCluster();
  private final QuietNode leader = cluster.node(true);
  private final Prng prng = new Prng(5);

  /** By key: two values of different lengths that take turns. */
  private final ByteBuffer[][] puts = new ByteBuffer[2][KEYS];

  private final ByteBuffer[][] swaps = new ByteBuffer[2][KEYS];
  private final ByteBuffer[][] sessionPuts = new ByteBuffer[2][KEYS];
  private final ByteBuffer[][] sessionSwaps = new ByteBuffer[2][KEYS];
  private final ByteBuffer[] gets = new ByteBuffer[KEYS];
  private long number;

  MillionOperationsAllocationTest() {
    cluster.request(
        leader, new Payload().u64(1).u32(0).u32(0).frame(ClientCommand.OPEN_SESSION, 0, 1));
    cluster.steps(10);
    assertEquals(1, leader.answers[ClientAnswer.SESSION]);
    long session = leader.kernel.view(1).lastIndex();
    for (int i = 0; i < KEYS; i++) {
      String key = "key" + i;
      String[] values = {
        "a".repeat((int) prng.below(LONGEST_VALUE)), "b".repeat((int) prng.below(LONGEST_VALUE))
      };
      gets[i] = new Payload().string(key).frame(ClientCommand.GET, 0, 1);
      for (int turn = 0; turn < 2; turn++) {
        String value = values[turn];
        String other = values[1 - turn];
        puts[turn][i] = new Payload().string(key).string(value).frame(ClientCommand.PUT, 0, 1);
        swaps[turn][i] =
            new Payload().string(key).expected(other).string(value).frame(ClientCommand.CAS, 0, 1);
        sessionPuts[turn][i] =
            MiniClient.head(1, session, 0, 0)
                .u8(ClientCommand.PUT)
                .string(key)
                .string(value)
                .frame(ClientCommand.COMMAND, 0, 1);
        sessionSwaps[turn][i] =
            MiniClient.head(1, session, 0, 0)
                .u8(ClientCommand.CAS)
                .string(key)
                .expected(other)
                .string(value)
                .frame(ClientCommand.COMMAND, 0, 1);
      }
    }
    for (int i = 0; i < KEYS; i++) {
      cluster.request(leader, puts[0][i]);
      cluster.step();
    }
  }

  private ByteBuffer numbered(ByteBuffer command) {
    number++;
    return command.putLong(HEAD + 16, number).putLong(HEAD + 24, Math.max(1, number - WINDOW));
  }

  private ByteBuffer next() {
    int key = (int) prng.below(KEYS);
    int turn = (int) prng.below(2);
    return switch ((int) prng.below(10)) {
      case 0, 1 -> puts[turn][key];
      case 2, 3, 4 -> gets[key];
      case 5 -> swaps[turn][key];
      case 6, 7, 8 -> numbered(sessionPuts[turn][key]);
      default -> numbered(sessionSwaps[turn][key]);
    };
  }

  private void run() {
    for (int done = 0; done < OPERATIONS; done += BATCH) {
      for (int i = 0; i < BATCH; i++) {
        cluster.request(leader, next());
      }
      cluster.step();
    }
    cluster.steps(20);
  }

  @Test
  void aMillionMixedOperationsAllocateLessThanAByteEach() {
    long bytes = Allocations.bytesOfSecondRun(this::run);
    assertEquals(cluster.requests, leader.replies, "each was answered");
    long[] answers = leader.answers;
    assertEquals(0, answers[ClientAnswer.ERROR]);
    assertEquals(0, answers[ClientAnswer.NOT_FOUND]);
    long written = answers[ClientAnswer.OK];
    long read = answers[ClientAnswer.VALUE];
    long refused = answers[ClientAnswer.CAS_FAILED];
    assertEquals(2 * OPERATIONS, written + read + refused - KEYS);
    assertTrue(read > OPERATIONS / 2, read + " reads");
    assertTrue(refused > OPERATIONS / 20, refused + " CAS found another value");
    assertTrue(bytes < OPERATIONS, bytes + " bytes for " + OPERATIONS + " operations");
  }
}
