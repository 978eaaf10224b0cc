package io.apexkv.sim.world;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.disk.SimDisk;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.network.ClientConnection;
import io.apexkv.sim.network.PeerPort;
import io.apexkv.sim.network.ServerPort;

/** A machine: a disk and a clock that outlive the processes that run on it, one at a time. */
public final class Node implements PeerPort, ServerPort {

  private final World world;
  private final int id;
  private final SimDisk disk;
  private final SimClock clock;

  private @Nullable Process process;
  private long lives;
  private boolean lostPower;

  /** Somebody damaged its disk, so its kernel is right to refuse to go on. */
  boolean isDamaged;

  /** While in the future, the process gets no time. */
  long pausedUntilNanos;

  Node(World world, int id, SimDisk disk, SimClock clock) {
    this.world = world;
    this.id = id;
    this.disk = disk;
    this.clock = clock;
  }

  /** The node's id, from 1. */
  public int id() {
    return id;
  }

  /** The node's disk. */
  public SimDisk disk() {
    return disk;
  }

  SimClock clock() {
    return clock;
  }

  /** Whether a process gets no time at the moment. */
  public boolean isPaused() {
    return pausedUntilNanos > world.nowNanos();
  }

  /** How many processes have been started here. */
  public long lives() {
    return lives;
  }

  /** Whether the last process here ended with the machine's power, and not alone. */
  public boolean lostPower() {
    return lostPower;
  }

  /** The kernel that runs here, or null. */
  public @Nullable Subject subject() {
    Process running = process;
    return running == null ? null : running.subject();
  }

  @Nullable
  Process process() {
    return process;
  }

  /** Starts a process, unless one runs. */
  void boot() {
    if (process == null) {
      lives++;
      Process started = new Process(world, this, lives);
      process = started;
      started.start();
      world.observer().booted(this);
    }
  }

  /** The process dies, if one runs; the machine goes on, or by luck loses power too. */
  void crash() {
    int half = Luck.MILLION / 2;
    if (process != null) {
      end(world.luck().chance(half, Purpose.CRASH_POINT, id, lives, -2));
    }
  }

  /** The process dies, if one runs; the machine goes on. */
  void kill() {
    if (process != null) {
      end(false);
    }
  }

  /** The machine loses power. */
  void losePower() {
    end(true);
  }

  private void end(boolean losesPower) {
    Process dying = process;
    if (dying != null) {
      world.lookout().dying(this, dying.subject(), losesPower);
    }
    process = null;
    lostPower = losesPower;
    pausedUntilNanos = 0;
    if (dying != null) {
      dying.end();
    }
    if (losesPower) {
      disk.losePower();
    } else {
      disk.crash();
    }
    world.processEnded(this);
  }

  @Override
  public long bootCounter() {
    Process running = process;
    return running == null || running.isPaused() ? 0 : running.subject().bootCounter();
  }

  @Override
  public void peerUp(int peer, long bootCounter) {
    Process running = process;
    if (running != null) {
      running.arrived(Input.PEER_UP, peer, bootCounter, Input.NO_BYTES);
    }
  }

  @Override
  public void peerDown(int peer) {
    Process running = process;
    if (running != null) {
      running.arrived(Input.PEER_DOWN, peer, 0, Input.NO_BYTES);
    }
  }

  @Override
  public void sendSpace(int peer, int bytes) {
    Process running = process;
    if (running != null) {
      running.arrived(Input.SEND_SPACE, peer, bytes, Input.NO_BYTES);
    }
  }

  @Override
  public void message(int peer, byte[] frame) {
    Process running = process;
    if (running != null) {
      running.arrived(Input.MESSAGE, peer, 0, frame);
    }
  }

  @Override
  public boolean listens() {
    return process != null;
  }

  @Override
  public long nextConnection() {
    Process running = process;
    return running == null ? 0 : running.nextConnection();
  }

  @Override
  public void connectionOpened(ClientConnection connection) {
    Process running = process;
    if (running != null) {
      running.connectionOpened(connection);
    }
  }

  @Override
  public void connectionClosed(ClientConnection connection) {
    Process running = process;
    if (running != null) {
      running.connectionClosed(connection);
    }
  }

  @Override
  public void request(ClientConnection connection, byte[] frame) {
    Process running = process;
    if (running != null) {
      running.request(connection, frame);
    }
  }
}
