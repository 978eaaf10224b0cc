package io.apexkv.kernel.service;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.session.SessionTable;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.kernel.wire.EntryCodec;
import io.apexkv.kernel.wire.Operation;
import io.apexkv.kernel.wire.Partition;
import java.nio.ByteBuffer;

/**
 * Understands client frames: validates each, finds its group, and hands it to that group's leader,
 * which is here or elsewhere.
 */
final class Requests {

  private static final int PAYLOAD = ClientFrame.HEADER_BYTES;

  /** Bytes before the operation in a COMMAND: group, session, number, lowest unanswered. */
  private static final int COMMAND_HEAD = 32;

  private final ServiceContext context;
  private final Routes routes;
  private final Descriptions descriptions;
  private final Operation operation = new Operation();
  private final Request request = new Request();

  /** Where an entry's payload is put together when it is not the client's own bytes. */
  private final ByteBuffer scratch;

  Requests(ServiceContext context, Routes routes, Descriptions descriptions) {
    this.context = context;
    this.routes = routes;
    this.descriptions = descriptions;
    this.scratch =
        ByteBuffer.allocate(
            2 * context.config.limits().maxValueBytes() + Limits.MAX_KEY_BYTES + 64);
  }

  /** A frame from a client's own connection. */
  void fromClient(long connection, ByteBuffer frame, int offset, int length) {
    begin(connection, 0, frame, offset, length);
    handle(frame, offset, length);
  }

  /** A frame that a peer forwarded. */
  void fromPeer(int peer, long forward, ByteBuffer frame, int offset, int length) {
    begin(-peer, forward, frame, offset, length);
    handle(frame, offset, length);
  }

  private void begin(long origin, long forward, ByteBuffer frame, int offset, int length) {
    request.origin = origin;
    request.forward = forward;
    request.sequence = ClientFrame.sequence(frame, offset);
    request.bytes = length;
    request.startedNanos = context.nowNanos;
    request.arrival = ++context.arrivals;
  }

  private void handle(ByteBuffer frame, int offset, int length) {
    Connection connection = context.admission.connection(request);
    if (connection == null) {
      return; // closed in this same batch: nobody is left to answer
    }
    if ((ClientFrame.flags(frame, offset) & ~ClientFrame.FLAG_FORWARD) != 0) {
      refuse("UNSUPPORTED: of the flags only bit 0 (forward) exists");
      return;
    }
    int command = ClientFrame.command(frame, offset);
    switch (command) {
      case ClientCommand.GET, ClientCommand.PUT, ClientCommand.DEL, ClientCommand.CAS ->
          plain(command, connection, frame, offset, length);
      case ClientCommand.COMMAND -> command(connection, frame, offset, length);
      case ClientCommand.OPEN_SESSION -> openSession(connection, frame, offset, length);
      case ClientCommand.CLOSE_SESSION -> closeSession(connection, frame, offset, length);
      case ClientCommand.PING -> {
        if (isEmpty(length)) {
          context.answers.empty(request, ClientAnswer.PONG);
        }
      }
      case ClientCommand.METRICS -> {
        if (isEmpty(length)) {
          Metrics metrics = context.metrics;
          context.answers.metrics(
              request,
              metrics.gets(),
              metrics.puts(),
              metrics.p99GetMicros(),
              metrics.p99PutMicros());
        }
      }
      case ClientCommand.DESCRIBE -> {
        if (isEmpty(length)) {
          descriptions.answer(request);
        }
      }
      default -> refuse("UNSUPPORTED: no command has code 0x" + Integer.toHexString(command));
    }
  }

  private boolean isEmpty(int length) {
    if (length == PAYLOAD) {
      return true;
    }
    refuse("MALFORMED: this command has no payload, but " + (length - PAYLOAD) + " bytes came");
    return false;
  }

  /** GET, PUT, DEL and CAS, which have no session. */
  private void plain(int command, Connection connection, ByteBuffer frame, int offset, int length) {
    int parts = offset + PAYLOAD;
    int partsBytes = length - PAYLOAD;
    if (isRefused(parse(command, frame, parts, partsBytes))) {
      return;
    }
    GroupService group = lead(groupOf(frame), command == ClientCommand.GET, frame, offset, length);
    if (group == null) {
      return;
    }
    if (command == ClientCommand.GET) {
      group.read(request, connection, frame, operation.keyOffset(), operation.keyLength());
    } else {
      LogEntry.putSessionless(scratch, 0, command);
      Bytes.copy(frame, parts, scratch, LogEntry.OPERATION_PARTS, partsBytes);
      int bytes = LogEntry.OPERATION_PARTS + partsBytes;
      group.write(request, connection, EntryCodec.COMMAND, scratch, 0, bytes, reserving());
    }
  }

  /** A PUT, DEL or CAS under a session. */
  private void command(Connection connection, ByteBuffer frame, int offset, int length) {
    int payload = offset + PAYLOAD;
    int parts = payload + COMMAND_HEAD + 1;
    if (length <= PAYLOAD + COMMAND_HEAD) {
      refuse("MALFORMED: a COMMAND has group, session, number, lowestUnanswered, operation");
      return;
    }
    long session = frame.getLong(payload + 8);
    long number = frame.getLong(payload + 16);
    long lowest = frame.getLong(payload + 24);
    if (session < 1 || number < 1 || lowest < 1 || lowest > number) {
      refuse(
          "MALFORMED: session, number and lowestUnanswered are 1 or more, and number is at "
              + "least lowestUnanswered");
      return;
    }
    int code = frame.get(payload + COMMAND_HEAD) & 0xFF;
    if (code != ClientCommand.PUT && code != ClientCommand.DEL && code != ClientCommand.CAS) {
      refuse("MALFORMED: a COMMAND's operation is PUT (2), DEL (3) or CAS (0x24), not " + code);
      return;
    }
    if (isRefused(parse(code, frame, parts, offset + length - parts))) {
      return;
    }
    int groupNumber = groupOf(frame);
    if (frame.getLong(payload) != groupNumber) {
      refuse("WRONG_GROUP: the key is in group " + groupNumber);
      return;
    }
    GroupService group = lead(groupNumber, false, frame, offset, length);
    if (group == null) {
      return;
    }
    int answered = group.answered(session, number);
    if (answered != SessionTable.NEW) {
      context.traces.add(Trace.DUPLICATE_ANSWERED, groupNumber, session, number);
      context.answers.empty(request, answered);
      return;
    }
    group.write(
        request,
        connection,
        EntryCodec.COMMAND,
        frame,
        payload + 8,
        length - PAYLOAD - 8,
        reserving());
  }

  private void openSession(Connection connection, ByteBuffer frame, int offset, int length) {
    if (length != PAYLOAD + 16) {
      refuse("MALFORMED: OPEN_SESSION has a payload of 16 bytes: group, window, zero");
      return;
    }
    if (frame.getInt(offset + PAYLOAD + 12) != 0) {
      refuse("MALFORMED: the last four bytes of OPEN_SESSION are zero");
      return;
    }
    int window = frame.getInt(offset + PAYLOAD + 8);
    GroupService group = leadNamed(frame, offset, length);
    if (group == null) {
      return;
    }
    Limits limits = context.config.limits();
    int granted = window <= 0 ? limits.sessionWindow() : Math.min(window, limits.sessionWindow());
    LogEntry.putOpen(scratch, 0, granted, limits.sessions(), limits.sessionMillis());
    group.write(request, connection, EntryCodec.OPEN_SESSION, scratch, 0, LogEntry.OPEN_BYTES, 0);
  }

  private void closeSession(Connection connection, ByteBuffer frame, int offset, int length) {
    if (length != PAYLOAD + 16) {
      refuse("MALFORMED: CLOSE_SESSION has a payload of 16 bytes: group and session");
      return;
    }
    GroupService group = leadNamed(frame, offset, length);
    if (group != null) {
      group.write(
          request,
          connection,
          EntryCodec.CLOSE_SESSION,
          frame,
          offset + PAYLOAD + 8,
          LogEntry.CLOSE_BYTES,
          0);
    }
  }

  /** The group that the payload begins with, as {@link #lead}. */
  private @Nullable GroupService leadNamed(ByteBuffer frame, int offset, int length) {
    long named = frame.getLong(offset + PAYLOAD);
    int groups = context.config.groups();
    if (named < 1 || named > groups) {
      refuse("WRONG_GROUP: groups are 1 to " + groups + ", not " + named);
      return null;
    }
    return lead((int) named, false, frame, offset, length);
  }

  /** The group's service if it leads here; else the request was sent on, redirected or refused. */
  private @Nullable GroupService lead(
      int group, boolean read, ByteBuffer frame, int offset, int length) {
    if (!context.admission.hasRoom(length)) {
      long pendingBytes = context.admission.pendingBytes();
      context.traces.add(Trace.BUSY, group, request.origin, pendingBytes);
      refuse("BUSY: requests of " + pendingBytes + " bytes wait for answers");
      return null;
    }
    return routes.lead(request, group, read, frame, offset, length);
  }

  private @Nullable String parse(int code, ByteBuffer frame, int offset, int length) {
    return operation.parse(code, frame, offset, length, context.config.limits().maxValueBytes());
  }

  private int groupOf(ByteBuffer frame) {
    int partition =
        Partition.of(
            frame, operation.keyOffset(), operation.keyLength(), context.config.partitions());
    return context.config.groupOf(partition);
  }

  /** Room that the parsed operation may need when it is applied. */
  private long reserving() {
    return operation.code() == ClientCommand.DEL
        ? 0
        : GroupService.reserving(operation.keyLength(), operation.valueLength());
  }

  private boolean isRefused(@Nullable String refusal) {
    if (refusal != null) {
      refuse(refusal);
    }
    return refusal != null;
  }

  private void refuse(String message) {
    context.answers.error(request, message);
  }
}
