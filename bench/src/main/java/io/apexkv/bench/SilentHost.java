package io.apexkv.bench;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Trace;
import java.nio.ByteBuffer;

/** A host that does nothing; whoever extends it does what it needs. */
abstract class SilentHost implements Host {

  @Override
  public void send(int peer, ByteBuffer frames, int offset, int length) {}

  @Override
  public void datagram(int peer, ByteBuffer payload, int offset, int length) {}

  @Override
  public void reply(long connection, ByteBuffer frame, int offset, int length) {}

  @Override
  public void pauseReading(long connection) {}

  @Override
  public void resumeReading(long connection) {}

  @Override
  public void closeConnection(long connection) {}

  @Override
  public void diskCreate(long ticket, FileId file, long sizeBytes) {}

  @Override
  public void diskWrite(
      long ticket,
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length,
      boolean durable) {}

  @Override
  public void diskRead(
      long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {}

  @Override
  public void diskSync(long ticket, FileId file) {}

  @Override
  public void diskDelete(long ticket, FileId file) {}

  @Override
  public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {}

  @Override
  public void trace(Trace event, long group, long first, long second) {}

  @Override
  public void halt(HaltReason reason, String message) {
    throw new IllegalStateException(reason + ": " + message);
  }
}
