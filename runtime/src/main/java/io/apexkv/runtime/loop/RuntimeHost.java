package io.apexkv.runtime.loop;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.disk.Disk;
import io.apexkv.runtime.net.Transport;
import java.nio.ByteBuffer;

/** The kernel's effects on a real machine: sockets, files, logs. */
public final class RuntimeHost implements Host {

  /** Hears what the kernel reports about itself. */
  @FunctionalInterface
  public interface Traces {
    /** As {@link Host#trace}. */
    void trace(Trace event, long group, long first, long second);
  }

  private final Transport transport;
  private final Disk disk;
  private final Traces traces;
  private Ending.@Nullable Halted halted;
  private boolean drained;

  /** The host of one kernel. */
  public RuntimeHost(Transport transport, Disk disk, Traces traces) {
    this.transport = transport;
    this.disk = disk;
    this.traces = traces;
  }

  /** What the kernel halted with, or null. */
  Ending.@Nullable Halted halted() {
    return halted;
  }

  /** True once nothing is pending after the order to drain. */
  boolean isDrained() {
    return drained;
  }

  @Override
  public void send(int peer, ByteBuffer frames, int offset, int length) {
    transport.send(peer, frames, offset, length);
  }

  /** No part of the kernel sends datagrams yet, so this host has no port for them. */
  @Override
  public void datagram(int peer, ByteBuffer payload, int offset, int length) {
    throw new UnsupportedOperationException("this host has no datagram port");
  }

  @Override
  public void reply(long connection, ByteBuffer frame, int offset, int length) {
    transport.reply(connection, frame, offset, length);
  }

  @Override
  public void pauseReading(long connection) {
    transport.pauseReading(connection);
  }

  @Override
  public void resumeReading(long connection) {
    transport.resumeReading(connection);
  }

  @Override
  public void closeConnection(long connection) {
    transport.closeConnection(connection);
  }

  @Override
  public void diskCreate(long ticket, FileId file, long sizeBytes) {
    disk.create(ticket, file, sizeBytes);
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
    disk.write(ticket, file, fileOffset, buffer, offset, length, durable);
  }

  @Override
  public void diskRead(
      long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
    disk.read(ticket, file, fileOffset, buffer, offset, length);
  }

  @Override
  public void diskSync(long ticket, FileId file) {
    disk.sync(ticket, file);
  }

  @Override
  public void diskDelete(long ticket, FileId file) {
    disk.delete(ticket, file);
  }

  @Override
  public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {
    disk.list(ticket, buffer, offset, length);
  }

  @Override
  public void trace(Trace event, long group, long first, long second) {
    if (event == Trace.DRAINED) {
      drained = true;
    }
    traces.trace(event, group, first, second);
  }

  @Override
  public void halt(HaltReason reason, String message) {
    halted = new Ending.Halted(reason, message);
  }
}
