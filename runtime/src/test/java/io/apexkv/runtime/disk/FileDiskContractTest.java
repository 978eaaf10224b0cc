package io.apexkv.runtime.disk;

import io.apexkv.kernel.contract.DiskContract;
import io.apexkv.kernel.contract.DiskUnderTest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The disk contract that the simulated disk keeps too, on real files written with O_DIRECT. */
class FileDiskContractTest extends DiskContract {

  @TempDir Path directory;

  DiskMode mode() {
    return DiskMode.DIRECT;
  }

  @Override
  protected DiskUnderTest open() {
    return new Driver();
  }

  @Override
  protected void close(DiskUnderTest opened) {
    ((Driver) opened).disk.close();
  }

  private final class Driver extends ForwardsToDisk implements DiskUnderTest {

    private final DiskBench bench = new DiskBench();
    private Disk disk = openDisk();

    private Disk openDisk() {
      return new FileDisk(directory, mode(), new DiskCounters(), "disk", bench::wake);
    }

    @Override
    public ByteBuffer buffer(int bytes) {
      return DirectMemory.allocate(bytes);
    }

    @Override
    protected Disk disk() {
      return disk;
    }

    @Override
    public Completion await() {
      try {
        bench.await(disk, 1);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
      DiskBench.Done ended = bench.done.removeFirst();
      return new Completion(ended.ticket(), ended.status(), ended.buffer(), ended.length());
    }

    @Override
    public void reopen() {
      disk.close();
      disk = openDisk();
    }
  }
}
