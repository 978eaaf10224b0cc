package io.apexkv.maelstrom;

import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;

/**
 * One request of a client: which command the kernel gets next, and what the client is answered.
 *
 * <p>A command that may change something is sent again only after its sending before certainly
 * changed nothing, so a request takes effect at most once.
 *
 * <p>A compare-and-set that fails does not say whether the key was absent (error 20) or held another
 * value (error 22). So the key is read then: the request, which changed nothing, fails as of the
 * moment of that read. If the read finds just what the compare-and-set had missed, it is tried again.
 */
final class Exchange {

  /** What happens next. */
  sealed interface Step {
    /** The kernel gets a command. */
    record Send(ByteBuffer frame) implements Step {}

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

  private static final String UNSEEN = "";

  private final Kind kind;
  private final String key;
  private final String expected;
  private final String value;
  private final boolean createIfAbsent;
  private int attempts;

  /** The command that is under way. */
  private Kind sent = Kind.READ;

  private Exchange(
      Kind kind, String key, String expected, String value, boolean createIfAbsent) {
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
      case "read" -> new Exchange(Kind.READ, request.field("key"), UNSEEN, UNSEEN, false);
      case "write" ->
          new Exchange(Kind.WRITE, request.field("key"), UNSEEN, request.field("value"), false);
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

  /** The first command. */
  ByteBuffer first() {
    sent = kind;
    return switch (kind) {
      case READ -> Command.get(key);
      case WRITE -> Command.put(key, value);
      case CAS -> Command.compareAndSet(key, expected, value);
    };
  }

  /** What follows from the kernel's answer to the command that is under way. */
  Step answered(ByteBuffer answer) {
    int code = ClientFrame.command(answer, 0);
    return switch (code) {
      case ClientAnswer.OK -> end(new Answer.Done(kind == Kind.WRITE ? "write_ok" : "cas_ok"));
      case ClientAnswer.VALUE -> found(Command.payload(answer));
      case ClientAnswer.NOT_FOUND -> absent();
      case ClientAnswer.CAS_FAILED -> lookAgain();
      case ClientAnswer.ERROR -> failed(Command.payload(answer));
      // The leader changed under way; the frame that a REDIRECT answers was not applied.
      case ClientAnswer.REDIRECT -> failed("NO_LEADER: the leader just changed");
      default -> failed("answer " + code + " to a " + sent);
    };
  }

  private Step found(String json) {
    if (kind == Kind.READ) {
      return end(new Answer.Value(json));
    }
    if (json.equals(expected)) {
      return swap(Command.compareAndSet(key, expected, value));
    }
    String text = "the value is " + json + ", not " + expected;
    return end(new Answer.Failed(ErrorCode.PRECONDITION_FAILED, text));
  }

  private Step absent() {
    if (createIfAbsent) {
      return swap(Command.compareAndSet(key, null, value));
    }
    return end(new Answer.Failed(ErrorCode.KEY_DOES_NOT_EXIST, "the key " + key + " has no value"));
  }

  private Step lookAgain() {
    sent = Kind.READ;
    return new Step.Send(Command.get(key));
  }

  private Step swap(ByteBuffer frame) {
    attempts++;
    if (attempts == MAX_ATTEMPTS) {
      String text = "the key changes all the time";
      return end(new Answer.Failed(ErrorCode.TEMPORARILY_UNAVAILABLE, text));
    }
    sent = Kind.CAS;
    return new Step.Send(frame);
  }

  /** A read changes nothing, so whatever became of it, the request was certainly not carried out. */
  private Step failed(String message) {
    ErrorCode code = ErrorCode.of(message);
    boolean harmless = sent == Kind.READ && code == ErrorCode.CRASH;
    return end(new Answer.Failed(harmless ? ErrorCode.TEMPORARILY_UNAVAILABLE : code, message));
  }

  private static Step end(Answer answer) {
    return new Step.End(answer);
  }
}
