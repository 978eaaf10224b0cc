package io.apexkv.sim.disk;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.contract.DiskContract;
import io.apexkv.kernel.contract.DiskUnderTest;
import io.apexkv.sim.event.EventQueue;
import io.apexkv.sim.event.Latency;
import io.apexkv.sim.event.Luck;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** The simulated disk keeps the contract that the kernel relies on. */
class SimDiskTest extends DiskContract {

  @Override
  protected DiskUnderTest open() {
    return new Driver();
  }

  /** Lets time pass until an operation ends. */
  private static final class Driver implements DiskUnderTest, DiskListener {

    private final EventQueue queue = new EventQueue();
    private final SimDisk disk =
        new SimDisk(queue, new Luck(1), 1, new Latency(1000, 5000, 100_000, 4));
    private final ArrayDeque<Completion> ended = new ArrayDeque<>();

    Driver() {
      disk.attach(this);
    }

    @Override
    public ByteBuffer buffer(int bytes) {
      return ByteBuffer.allocate(bytes);
    }

    @Override
    public void create(long ticket, FileId file, long sizeBytes) {
      disk.create(queue.nowNanos(), ticket, file, sizeBytes);
    }

    @Override
    public void write(
        long ticket,
        FileId file,
        long fileOffset,
        ByteBuffer buffer,
        int offset,
        int length,
        boolean durable) {
      disk.write(queue.nowNanos(), ticket, file, fileOffset, buffer, offset, length, durable);
    }

    @Override
    public void read(
        long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
      disk.read(queue.nowNanos(), ticket, file, fileOffset, buffer, offset, length);
    }

    @Override
    public void sync(long ticket, FileId file) {
      disk.sync(queue.nowNanos(), ticket, file);
    }

    @Override
    public void delete(long ticket, FileId file) {
      disk.delete(queue.nowNanos(), ticket, file);
    }

    @Override
    public void list(long ticket, ByteBuffer buffer, int offset, int length) {
      disk.list(queue.nowNanos(), ticket, buffer, offset, length);
    }

    @Override
    public Completion await() {
      while (ended.isEmpty()) {
        queue.step();
      }
      return ended.removeFirst();
    }

    @Override
    public void reopen() {
      disk.losePower(); // the harshest way to end a process
      disk.attach(this);
    }

    @Override
    public void diskDone(long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length) {
      ended.addLast(new Completion(ticket, status, buffer, length));
    }

    @Override
    public void becameDurable(FileId file, long offset, int length) {}

    @Override
    public void synced(FileId file) {}
  }
}
