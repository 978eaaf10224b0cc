package io.apexkv.kernel.raft;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Trace;
import java.nio.ByteBuffer;

/** A host of which a test needs only what it overrides; anything else is a mistake. */
abstract class QuietHost implements Host {

  @Override
  public void datagram(int peer, ByteBuffer payload, int offset, int length) {
    throw new AssertionError();
  }

  @Override
  public void reply(long connection, ByteBuffer frame, int offset, int length) {
    throw new AssertionError();
  }

  @Override
  public void pauseReading(long connection) {
    throw new AssertionError();
  }

  @Override
  public void resumeReading(long connection) {
    throw new AssertionError();
  }

  @Override
  public void closeConnection(long connection) {
    throw new AssertionError();
  }

  @Override
  public void diskCreate(long ticket, FileId file, long sizeBytes) {
    throw new AssertionError();
  }

  @Override
  public void diskWrite(
      long ticket,
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length,
      boolean durable) {
    throw new AssertionError();
  }

  @Override
  public void diskRead(
      long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
    throw new AssertionError();
  }

  @Override
  public void diskSync(long ticket, FileId file) {
    throw new AssertionError();
  }

  @Override
  public void diskDelete(long ticket, FileId file) {
    throw new AssertionError();
  }

  @Override
  public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {
    throw new AssertionError();
  }

  @Override
  public void trace(Trace event, long group, long first, long second) {
    throw new AssertionError();
  }

  @Override
  public void halt(HaltReason reason, String message) {
    throw new AssertionError();
  }
}
