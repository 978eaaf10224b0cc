package io.apexkv.sim.world;

import io.apexkv.kernel.AdminOrder;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.FileId;
import io.apexkv.sim.disk.SimDisk;
import io.apexkv.sim.network.FrameRule;
import io.apexkv.sim.network.Reach;
import io.apexkv.sim.plan.Fault;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Acts on a world by hand, between two moments: what a script does. */
public final class Operator {

  private static final int SECTOR_BYTES = 512;
  private static final int PAGE_BYTES = 4096;

  /** From one endpoint to another. */
  private record Cut(int from, int to) {}

  private final World world;
  private final Reach reach;
  private final List<Cut> cuts = new ArrayList<>();

  Operator(World world, Reach reach) {
    this.world = world;
    this.reach = reach;
  }

  /** Starts a process, unless one runs. */
  public void start(int node) {
    world.node(node).boot();
  }

  /** The process dies at once; its machine goes on. */
  public void kill(int node) {
    world.node(node).kill();
  }

  /** The machine loses power: of what its disk had not synced, luck decides. */
  public void losePower(int node) {
    world.node(node).losePower();
  }

  /** Tells a kernel to drain; it reports {@link io.apexkv.kernel.Trace#DRAINED}. */
  public void drain(int node) {
    Process process = world.node(node).process();
    if (process != null) {
      process.admin(AdminOrder.DRAIN);
    }
  }

  /** The process stands still, and does not notice, until {@link #resume}. */
  public void pause(int node) {
    world.node(node).pausedUntilNanos = Long.MAX_VALUE;
  }

  /** The process goes on. */
  public void resume(int node) {
    world.node(node).pausedUntilNanos = 0;
    Process process = world.node(node).process();
    if (process != null) {
      process.wake(world.nowNanos());
    }
  }

  /** Frames from one endpoint don't reach another one, see {@link Reach}. */
  public void cut(int from, int to) {
    reach.cut(from, to);
    cuts.add(new Cut(from, to));
  }

  /** Takes back all cuts. */
  public void heal() {
    for (Cut cut : cuts) {
      reach.mend(cut.from, cut.to);
    }
    cuts.clear();
    world.peers().reachChanged();
  }

  /** Lets somebody decide about single frames, and those that waited and may pass arrive. */
  public void decide(FrameRule rule) {
    world.peers().decide(rule);
    world.peers().release();
  }

  /** A fault of a plan begins now. */
  public void inject(Fault fault) {
    world.faults().begin(fault);
  }

  /** The configuration of a node that is used while no process runs there. */
  public Config config(int node) {
    return world.config(node, world.newMemory());
  }

  /**
   * Flips a bit in the last written sector of a node's log, while no process runs there. No crash
   * does that: its kernel has to refuse to go on.
   *
   * @return false if its log is empty
   */
  public boolean damageLog(int node) {
    SimDisk disk = world.node(node).disk();
    FileId found = new FileId(FileId.Kind.WAL, 0);
    long at = -1;
    for (FileId file : disk.files()) {
      long last = file.kind() == FileId.Kind.WAL ? lastWritten(disk, file) : -1;
      if (last >= 0) {
        found = file;
        at = last;
      }
    }
    if (at >= 0) {
      world.node(node).isDamaged = true;
      disk.flipBit(found, at + SECTOR_BYTES / 2);
    }
    return at >= 0;
  }

  /** The offset of the last sector that is not all zeros, or -1. */
  private static long lastWritten(SimDisk disk, FileId file) {
    ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
    for (long at = disk.sizeBytes(file) - PAGE_BYTES; at >= 0; at -= PAGE_BYTES) {
      disk.read(file, at, page, 0, PAGE_BYTES);
      for (int byteAt = PAGE_BYTES - 1; byteAt >= 0; byteAt--) {
        if (page.get(byteAt) != 0) {
          return at + (byteAt & -SECTOR_BYTES);
        }
      }
    }
    return -1;
  }
}
