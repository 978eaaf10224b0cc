package io.apexkv.runtime.loop;

import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.disk.Disk;
import io.apexkv.runtime.disk.DiskHost;
import io.apexkv.runtime.net.Transport;
import java.nio.ByteBuffer;

/** The kernel's effects on a real machine: sockets, files, logs. */
public final class RuntimeHost extends DiskHost {

  /** Hears what the kernel reports about itself. */
  @FunctionalInterface
  public interface Traces {
    /** As {@link Host#trace}. */
    void trace(Trace event, long group, long first, long second);
  }

  private final Transport transport;
  private final Traces traces;
  private Ending.@Nullable Halted halted;
  private boolean drained;

  /** The host of one kernel. */
  public RuntimeHost(Transport transport, Disk disk, Traces traces) {
    super(disk);
    this.transport = transport;
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
