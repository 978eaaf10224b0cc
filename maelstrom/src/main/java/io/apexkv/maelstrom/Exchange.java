package io.apexkv.maelstrom;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One request of a client: which commands the kernel gets next, and what the client is answered.
 *
 * <p>A command that may change something is sent again only after its sending before certainly
 * changed nothing, so a request takes effect at most once.
 *
 * <p>A compare-and-set that fails does not say whether the key was absent (error 20) or held
 * another value (error 22). So a read goes along with each, on the same connection, and therefore
 * right behind it. If the compare-and-set failed, which changed nothing, the whole request fails as
 * of the moment of that read. Should the read, beside a change of leaders, have found just what the
 * compare-and-set had missed, both are tried again.
 */
final class Exchange {

  /** What happens next. */
  sealed interface Step {
    /** The kernel gets commands, perhaps none: an answer is still under way. */
    record Send(List<ByteBuffer> frames) implements Step {}

    /** The client gets its answer. */
    record End(Answer answer) implements Step {}
  }

  private enum Kind {
    READ,
    WRITE,
    CAS
  }

  /** A compare-and-set beside others that keep changing its key: at some time it gives up. */
  private static final int MAX_ATTEMPTS = 16;

  private static final String UNUSED = "";
  private static final Step WAIT = new Step.Send(List.of());

  private final Kind kind;
  private final String key;
  private final String expected;
  private final String value;
  private final boolean createIfAbsent;

  /** Attempt n has the sequences 2n for the command itself, and 2n + 1 for the read behind it. */
  private int attempt;

  /** The present attempt's compare-and-set changed nothing. */
  private boolean missed;

  /** What the read behind it was answered. */
  private @Nullable ByteBuffer look;

  private Exchange(Kind kind, String key, String expected, String value, boolean createIfAbsent) {
    this.kind = kind;
    this.key = key;
    this.expected = expected;
    this.value = value;
    this.createIfAbsent = createIfAbsent;
  }

  /**
   * The exchange that a request asks for.
   *
   * @throws MalformedException if a field is missing or wrong
   */
  static Exchange of(Message request) throws MalformedException {
    return switch (request.type()) {
      case "read" -> new Exchange(Kind.READ, request.field("key"), UNUSED, UNUSED, false);
      case "write" ->
          new Exchange(Kind.WRITE, request.field("key"), UNUSED, request.field("value"), false);
      case "cas" ->
          new Exchange(
              Kind.CAS,
              request.field("key"),
              request.field("from"),
              request.field("to"),
              request.flag("create_if_not_exists"));
      default -> throw new IllegalArgumentException("no exchange: " + request);
    };
  }

  /** Whether a request of this type is an exchange. */
  static boolean isAskedBy(String type) {
    return type.equals("read") || type.equals("write") || type.equals("cas");
  }

  /** The first commands. */
  List<ByteBuffer> first() {
    return switch (kind) {
      case READ -> List.of(Command.get(0, key));
      case WRITE -> List.of(Command.put(0, key, value));
      case CAS -> swap(expected);
    };
  }

  private List<ByteBuffer> swap(@Nullable String from) {
    return List.of(
        Command.compareAndSet(2 * attempt, key, from, value), Command.get(2 * attempt + 1, key));
  }

  /** What follows from an answer of the kernel. */
  Step answered(ByteBuffer answer) {
    int sequence = ClientFrame.sequence(answer, 0);
    if (sequence / 2 != attempt) {
      return WAIT; // a look of an earlier attempt
    }
    if (sequence % 2 == 1) {
      look = answer;
      return missed ? judge(answer) : WAIT;
    }
    int code = ClientFrame.command(answer, 0);
    return switch (code) {
      case ClientAnswer.OK -> end(new Answer.Done(kind == Kind.WRITE ? "write_ok" : "cas_ok"));
      case ClientAnswer.VALUE -> end(new Answer.Value(Command.payload(answer)));
      case ClientAnswer.NOT_FOUND -> fail(ErrorCode.KEY_DOES_NOT_EXIST, noValue());
      case ClientAnswer.CAS_FAILED -> {
        missed = true;
        yield look == null ? WAIT : judge(look);
      }
      default -> failed(answer, kind != Kind.READ);
    };
  }

  /** The compare-and-set changed nothing: the look behind it tells why. */
  private Step judge(ByteBuffer seen) {
    return switch (ClientFrame.command(seen, 0)) {
      case ClientAnswer.VALUE -> {
        String found = Command.payload(seen);
        String difference = "the value is " + found + ", not " + expected;
        yield found.equals(expected)
            ? tryAgain(expected)
            : fail(ErrorCode.PRECONDITION_FAILED, difference);
      }
      case ClientAnswer.NOT_FOUND ->
          createIfAbsent ? tryAgain(null) : fail(ErrorCode.KEY_DOES_NOT_EXIST, noValue());
      default -> failed(seen, false);
    };
  }

  private Step tryAgain(@Nullable String from) {
    attempt++;
    missed = false;
    look = null;
    return attempt < MAX_ATTEMPTS
        ? new Step.Send(swap(from))
        : fail(ErrorCode.TEMPORARILY_UNAVAILABLE, "the key changes all the time");
  }

  /**
   * An answer that tells of no success.
   *
   * @param mayHaveChanged whether the command that it answers is one that changes something
   */
  private static Step failed(ByteBuffer answer, boolean mayHaveChanged) {
    int code = ClientFrame.command(answer, 0);
    String message =
        switch (code) {
          case ClientAnswer.ERROR -> Command.payload(answer);
          // The leader changed under way; the frame that a REDIRECT answers was not applied.
          case ClientAnswer.REDIRECT -> "NO_LEADER: the leader just changed";
          default -> "the kernel's answer is of kind " + code;
        };
    ErrorCode error = ErrorCode.of(message);
    boolean harmless = error == ErrorCode.CRASH && !mayHaveChanged;
    return fail(harmless ? ErrorCode.TEMPORARILY_UNAVAILABLE : error, message);
  }

  private String noValue() {
    return "the key " + key + " has no value";
  }

  private static Step fail(ErrorCode code, String text) {
    return end(new Answer.Failed(code, text));
  }

  private static Step end(Answer answer) {
    return new Step.End(answer);
  }
}
