package io.apexkv.client.core;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import java.nio.ByteBuffer;

/** Decodes the payloads of answers. */
final class Answers {

  private static final Outcome DONE = new Outcome.Done();
  private static final Outcome NOT_FOUND = new Outcome.NotFound();
  private static final Outcome CAS_FAILED = new Outcome.CasFailed();
  private static final Outcome PONG = new Outcome.Pong();

  private Answers() {}

  /**
   * The outcome that a definite answer means.
   *
   * @param command what was asked: one of {@link ClientCommand}'s codes
   * @param answer one of {@link ClientAnswer}'s codes; the payload is the range
   * @return null if the answer does not fit the command, or the payload the answer
   */
  static @Nullable Outcome decode(
      int command, int answer, ByteBuffer buffer, int offset, int length) {
    return switch (answer) {
      case ClientAnswer.OK -> isWrite(command) && length == 0 ? DONE : null;
      case ClientAnswer.VALUE ->
          command == ClientCommand.GET ? value(buffer, offset, length) : null;
      case ClientAnswer.NOT_FOUND ->
          (command == ClientCommand.GET || command == ClientCommand.DEL) && length == 0
              ? NOT_FOUND
              : null;
      case ClientAnswer.CAS_FAILED ->
          command == ClientCommand.CAS && length == 0 ? CAS_FAILED : null;
      case ClientAnswer.PONG -> command == ClientCommand.PING && length == 0 ? PONG : null;
      case ClientAnswer.METRICS_RESPONSE ->
          command == ClientCommand.METRICS && length == 32 ? metrics(buffer, offset) : null;
      case ClientAnswer.DESCRIPTION ->
          command == ClientCommand.DESCRIBE ? description(buffer, offset, length) : null;
      default -> null;
    };
  }

  /** A payload that is one string, such as an error's message; null if it is not. */
  static @Nullable String text(ByteBuffer buffer, int offset, int length) {
    return isString(buffer, offset, length) ? Text.ascii(buffer, offset + 4, length - 4) : null;
  }

  private static boolean isWrite(int command) {
    return command == ClientCommand.PUT
        || command == ClientCommand.DEL
        || command == ClientCommand.CAS;
  }

  private static @Nullable Outcome value(ByteBuffer buffer, int offset, int length) {
    if (!isString(buffer, offset, length)) {
      return null;
    }
    byte[] bytes = new byte[length - 4];
    buffer.get(offset + 4, bytes);
    return new Outcome.Value(bytes);
  }

  private static boolean isString(ByteBuffer buffer, int offset, int length) {
    return length >= 4 && buffer.getInt(offset) == length - 4;
  }

  private static Outcome metrics(ByteBuffer buffer, int offset) {
    return new Outcome.Measured(
        new NodeMetrics(
            buffer.getLong(offset),
            buffer.getLong(offset + 8),
            buffer.getLong(offset + 16),
            buffer.getLong(offset + 24)));
  }

  private static @Nullable Outcome description(ByteBuffer buffer, int offset, int length) {
    ClusterDescription description = DescriptionCodec.decode(buffer, offset, length);
    return description == null ? null : new Outcome.Described(description);
  }
}
