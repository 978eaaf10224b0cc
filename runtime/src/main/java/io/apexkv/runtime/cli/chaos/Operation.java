package io.apexkv.runtime.cli.chaos;

import io.apexkv.client.core.ClientRequest;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.history.ByteString;

/** What a client asks of one key. */
sealed interface Operation {

  /** The key. */
  ByteString key();

  record Read(ByteString key) implements Operation {}

  record Write(ByteString key, ByteString value) implements Operation {}

  /**
   * Compare and set.
   *
   * @param expected null if the key must be absent
   */
  record Cas(ByteString key, @Nullable ByteString expected, ByteString value)
      implements Operation {}

  record Delete(ByteString key) implements Operation {}

  /** Whether it may change something. */
  default boolean isWrite() {
    return !(this instanceof Read);
  }

  /** A request for it; each can be submitted once. */
  default ClientRequest request() {
    byte[] keyBytes = key().toByteArray();
    return switch (this) {
      case Read read -> ClientRequest.get(keyBytes);
      case Write write -> ClientRequest.put(keyBytes, write.value.toByteArray());
      case Cas cas ->
          ClientRequest.compareAndSet(
              keyBytes,
              cas.expected == null ? null : cas.expected.toByteArray(),
              cas.value.toByteArray());
      case Delete delete -> ClientRequest.delete(keyBytes);
    };
  }
}
