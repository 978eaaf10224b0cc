package io.apexkv.kernel.service;

import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.session.SessionTable;
import io.apexkv.kernel.store.Engine;
import io.apexkv.kernel.store.PutStatus;
import io.apexkv.kernel.store.ValueRef;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.EntryCodec;
import io.apexkv.kernel.wire.Operation;
import java.nio.ByteBuffer;

/**
 * What a group's log builds: keys, values and sessions. Everything here follows from the entries
 * and from nothing else (no clock, no settings of this node), so that replicas are equal at equal
 * index.
 */
final class StateMachine {

  /** What an applied entry answers to whoever waits for it. */
  enum Outcome {
    /** Nothing to say: a NOOP. */
    NONE,
    OK,
    NOT_FOUND,
    CAS_FAILED,
    /** A session was opened; its id is the entry's index. */
    OPENED,
    SESSION_EXPIRED,
    ALREADY_ANSWERED,
    BEYOND_WINDOW,
    /** Memory for values is used up, against what the leader's admission promised. */
    OUT_OF_MEMORY
  }

  private final Engine engine;
  private final SessionTable sessions;
  private final Operation operation = new Operation();
  private final ValueRef current = new ValueRef();
  private boolean duplicate;

  StateMachine(Engine engine, SessionTable sessions) {
    this.engine = engine;
    this.sessions = sessions;
  }

  /** Whether the last command applied had been applied before, so that its old answer was given. */
  boolean duplicate() {
    return duplicate;
  }

  /**
   * Makes the key of an entry resident.
   *
   * @return {@link Engine#READY}, or a ticket to wait for before {@link #apply}
   */
  long prefetch(int kind, ByteBuffer payload, int offset, int length) {
    if (kind != EntryCodec.COMMAND) {
      return Engine.READY;
    }
    parse(payload, offset, length);
    return engine.prefetch(payload, operation.keyOffset(), operation.keyLength());
  }

  /** Applies a committed entry whose key is resident. */
  Outcome apply(
      long index, int kind, long logTimeMillis, ByteBuffer payload, int offset, int length) {
    duplicate = false;
    sessions.expire(logTimeMillis);
    return switch (kind) {
      case EntryCodec.NOOP -> Outcome.NONE;
      case EntryCodec.COMMAND -> applyCommand(logTimeMillis, payload, offset, length);
      case EntryCodec.OPEN_SESSION -> {
        sessions.open(
            index,
            LogEntry.window(payload, offset),
            LogEntry.timeToLiveMillis(payload, offset),
            LogEntry.sessionsAtMost(payload, offset),
            logTimeMillis);
        yield Outcome.OPENED;
      }
      case EntryCodec.CLOSE_SESSION ->
          sessions.close(LogEntry.session(payload, offset)) ? Outcome.OK : Outcome.SESSION_EXPIRED;
      default -> throw new IllegalStateException("entry " + index + " has unknown kind " + kind);
    };
  }

  private Outcome applyCommand(long logTimeMillis, ByteBuffer payload, int offset, int length) {
    parse(payload, offset, length);
    long session = LogEntry.session(payload, offset);
    if (session == 0) {
      return execute(payload);
    }
    long number = LogEntry.number(payload, offset);
    int admission =
        sessions.admit(session, number, LogEntry.lowestUnanswered(payload, offset), logTimeMillis);
    return switch (admission) {
      case SessionTable.NEW -> {
        Outcome outcome = execute(payload);
        if (outcome != Outcome.OUT_OF_MEMORY) {
          sessions.remember(session, number, answer(outcome));
        }
        yield outcome;
      }
      case SessionTable.EXPIRED -> Outcome.SESSION_EXPIRED;
      case SessionTable.FORGOTTEN -> Outcome.ALREADY_ANSWERED;
      case SessionTable.BEYOND_WINDOW -> Outcome.BEYOND_WINDOW;
      default -> {
        duplicate = true;
        yield outcome(admission);
      }
    };
  }

  private Outcome execute(ByteBuffer payload) {
    return switch (operation.code()) {
      case ClientCommand.PUT -> put(payload);
      case ClientCommand.DEL ->
          engine.delete(payload, operation.keyOffset(), operation.keyLength())
              ? Outcome.OK
              : Outcome.NOT_FOUND;
      case ClientCommand.CAS -> holdsExpected(payload) ? put(payload) : Outcome.CAS_FAILED;
      default -> throw new IllegalStateException("no operation has code " + operation.code());
    };
  }

  private Outcome put(ByteBuffer payload) {
    PutStatus status =
        engine.put(
            payload,
            operation.keyOffset(),
            operation.keyLength(),
            payload,
            operation.valueOffset(),
            operation.valueLength());
    return status == PutStatus.OK ? Outcome.OK : Outcome.OUT_OF_MEMORY;
  }

  private boolean holdsExpected(ByteBuffer payload) {
    boolean present = engine.get(payload, operation.keyOffset(), operation.keyLength(), current);
    if (present != operation.expectedPresent()) {
      return false;
    }
    return !present
        || (current.length() == operation.expectedLength()
            && Bytes.equal(
                current.buffer(),
                current.offset(),
                payload,
                operation.expectedOffset(),
                current.length()));
  }

  /** Entries were validated before they were appended, and checksummed since. */
  private void parse(ByteBuffer payload, int offset, int length) {
    String refusal =
        operation.parse(
            LogEntry.operation(payload, offset),
            payload,
            offset + LogEntry.OPERATION_PARTS,
            length - LogEntry.OPERATION_PARTS,
            Integer.MAX_VALUE);
    Check.that(refusal == null, "a command in the log is well formed");
  }

  /** What a session table keeps of an outcome: the answer's code on the wire. */
  static int answer(Outcome outcome) {
    return switch (outcome) {
      case OK -> ClientAnswer.OK;
      case NOT_FOUND -> ClientAnswer.NOT_FOUND;
      case CAS_FAILED -> ClientAnswer.CAS_FAILED;
      default -> throw new IllegalStateException(outcome + " is not an answer that is kept");
    };
  }

  private static Outcome outcome(int answer) {
    return switch (answer) {
      case ClientAnswer.OK -> Outcome.OK;
      case ClientAnswer.NOT_FOUND -> Outcome.NOT_FOUND;
      case ClientAnswer.CAS_FAILED -> Outcome.CAS_FAILED;
      default -> throw new IllegalStateException("no answer that is kept has code " + answer);
    };
  }

  /** Digest of all keys, values and sessions: equal on all replicas at equal applied index. */
  long digest() {
    return 31 * engine.digest() + sessions.digest();
  }
}
