package io.apexkv.sim.client;

import io.apexkv.client.core.ClientCore;
import io.apexkv.client.core.ClientRequest;
import io.apexkv.client.core.ClientSettings;
import io.apexkv.client.core.Completion;
import io.apexkv.client.core.Transport;
import io.apexkv.kernel.base.LongMap;
import io.apexkv.sim.event.Event;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.network.ClientConnection;
import io.apexkv.sim.network.ClientPort;
import io.apexkv.sim.world.World;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Drives the core of the real Java client on the simulated network and in simulated time. */
final class CoreDriver implements ClientPort, Transport {

  private static final long MILLI = 1_000_000L;

  private final World world;
  private final int client;
  private final ClientCore core;

  /** By the core's number: the connections that it has not given up. */
  private final LongMap<ClientConnection> connections = new LongMap<>();

  private long wakeAtNanos = Long.MAX_VALUE;

  /** A core that knows the addresses of all nodes. */
  CoreDriver(World world, int client) {
    this.world = world;
    this.client = client;
    List<String> seeds = new ArrayList<>();
    for (int id = 1; id <= world.size(); id++) {
      seeds.add(World.address(id));
    }
    long seed = world.luck().draw(Purpose.WORKLOAD, client, -1, 0);
    ClientSettings settings =
        ClientSettings.of(seeds, seed)
            .withSessionWindow(world.plan().workload().window())
            .withTimeouts(3_000 * MILLI, 400 * MILLI, 200 * MILLI);
    this.core = new ClientCore(settings, this);
  }

  /** Submits a request; its completion is told later, or at once if it is refused. */
  void submit(ClientRequest request, Completion completion) {
    core.submit(world.nowNanos(), request, completion);
    awaitTime();
  }

  // The core's transport.

  @Override
  public void connect(long connection, String address) {
    int node = World.nodeAt(address);
    connections.put(connection, world.clients().connect(client, node, this));
  }

  @Override
  public void send(long connection, ByteBuffer buffer, int offset, int length) {
    ClientConnection to = connections.get(connection);
    if (to != null) {
      byte[] frame = new byte[length];
      buffer.get(offset, frame);
      world.clients().request(to, frame);
    }
  }

  @Override
  public void close(long connection) {
    ClientConnection closed = connections.remove(connection);
    if (closed != null) {
      world.clients().closeFromClient(closed);
    }
  }

  // The network's news.

  @Override
  public void connected(ClientConnection connection) {
    long number = numberOf(connection);
    if (number >= 0) {
      core.onConnected(world.nowNanos(), number);
      awaitTime();
    }
  }

  @Override
  public void disconnected(ClientConnection connection) {
    long number = numberOf(connection);
    if (number >= 0) {
      connections.remove(number);
      core.onDisconnected(world.nowNanos(), number, "the connection is lost");
      awaitTime();
    }
  }

  @Override
  public void received(ClientConnection connection, byte[] frame) {
    long number = numberOf(connection);
    if (number >= 0) {
      core.onFrame(world.nowNanos(), number, ByteBuffer.wrap(frame), 0, frame.length);
      awaitTime();
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private long numberOf(ClientConnection connection) {
    for (int entry = connections.first(); entry >= 0; entry = connections.next(entry)) {
      if (connections.valueAt(entry) == connection) {
        return connections.keyAt(entry);
      }
    }
    return -1;
  }

  /** Makes sure that the core hears of time when it wants to. */
  private void awaitTime() {
    long deadline = core.nextDeadlineNanos();
    if (deadline >= wakeAtNanos || deadline == ClientCore.NO_DEADLINE) {
      return;
    }
    wakeAtNanos = deadline;
    world
        .queue()
        .at(
            deadline,
            new Event() {
              @Override
              protected void happen() {
                if (wakeAtNanos == deadline) {
                  wakeAtNanos = Long.MAX_VALUE;
                  core.onTime(world.nowNanos());
                  awaitTime();
                }
              }
            });
  }
}
