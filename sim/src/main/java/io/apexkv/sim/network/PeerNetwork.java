package io.apexkv.sim.network;

import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.event.EventQueue;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.network.FrameListener.Fate;
import io.apexkv.sim.network.PeerLink.Attempt;
import io.apexkv.sim.network.PeerLink.Delivery;
import io.apexkv.sim.network.PeerLink.SideDown;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.LuckRecord;
import io.apexkv.sim.plan.Shapes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The connections between servers. Within one period of a connection frames arrive in order or not
 * at all, unless a fault drops, reorders or doubles them: more than TCP does to a kernel. No frame
 * arrives in another period. Forwarded requests and answers are not reordered, and none is lost
 * before another one of its period arrives: the order of a client's connection rests on it.
 */
public final class PeerNetwork {

  private static final long MILLI = 1_000_000L;
  private static final long RETRY_NANOS = 5 * MILLI;

  /** How many times longer than elsewhere frames travel on a far link. */
  private static final int FAR = 4;

  private final EventQueue queue;
  private final Luck luck;
  private final Shapes shapes;
  private final Reach reach;
  private final Noise noise;
  private final LossPattern pattern;
  private final PeerPort[] ports;
  private final List<PeerLink> links = new ArrayList<>();
  private final List<Delivery> held = new ArrayList<>();
  private FrameRule rule = FrameRule.NONE;
  private @Nullable FrameListener listener;
  private long attempts;
  private long delivered;

  /**
   * @param ports the nodes: node n at n - 1
   */
  public PeerNetwork(
      EventQueue queue, Luck luck, Shapes shapes, Reach reach, Noise noise, PeerPort[] ports) {
    this.queue = queue;
    this.luck = luck;
    this.shapes = shapes;
    this.reach = reach;
    this.noise = noise;
    this.pattern = new LossPattern(luck, shapes.loss());
    this.ports = ports.clone();
    for (int lower = 1; lower <= ports.length; lower++) {
      for (int higher = lower + 1; higher <= ports.length; higher++) {
        PeerLink link = new PeerLink(this, lower, higher);
        for (int side = 0; side < 2; side++) {
          boolean far = luck.chance(shapes.farPerMillion(), Purpose.LINK, lower, higher, -1 - side);
          link.distance[side] = far ? FAR : 1;
        }
        links.add(link);
        retry(link);
      }
    }
  }

  /** Lets somebody hear of all frames. */
  public void listen(FrameListener newListener) {
    listener = newListener;
  }

  /** Frames delivered so far. */
  public long delivered() {
    return delivered;
  }

  /** Lets somebody decide about frames that are sent from now on. */
  public void decide(FrameRule newRule) {
    rule = newRule;
  }

  /**
   * Frames that wait and would pass now arrive, in the order in which they were sent; none if its
   * connection was lost meanwhile.
   */
  public void release() {
    List<Delivery> waiting = new ArrayList<>(held);
    held.clear();
    for (Delivery each : waiting) {
      int from = each.link.nodes[each.fromSide];
      int to = each.link.nodes[1 - each.fromSide];
      if (rule.fate(from, to, each.frame) == FrameRule.Fate.PASS) {
        queue.at(queue.nowNanos(), each);
      } else {
        held.add(each);
      }
    }
  }

  /** Puts whole frames on their way; the sender's side of the link spends its credit. */
  public void send(long startNanos, int from, int to, ByteBuffer frames, int offset, int length) {
    PeerLink link = link(from, to);
    int side = link.sideOf(from);
    if (!link.up[side]) {
      return; // the sender has not heard yet that the connection is gone
    }
    int end = offset + length;
    for (int at = offset; at < end; ) {
      int bytes = frames.getInt(at);
      Check.that(bytes >= 64 && bytes <= end - at, "sends are whole frames", bytes);
      byte[] frame = new byte[bytes];
      frames.get(at, frame);
      sendFrame(startNanos, link, side, frame);
      at += bytes;
    }
  }

  private void sendFrame(long startNanos, PeerLink link, int side, byte[] frame) {
    int from = link.nodes[side];
    int to = link.nodes[1 - side];
    long path = (long) from << 8 | to;
    long identity = link.identities[side].next(frame);
    long usual = shapes.peerLink().nanos(luck.draw(Purpose.TRAVEL, path, identity, 0));
    long travel = link.distance[side] * usual;
    FrameRule.Fate fate =
        FrameIdentity.isForward(frame) ? FrameRule.Fate.PASS : rule.fate(from, to, frame);
    if (fate != FrameRule.Fate.PASS) {
      long inOrder = inOrder(link, side, startNanos + travel);
      meet(fate, link, side, startNanos, inOrder, frame, identity);
      return;
    }
    if (noise.isSilent()) {
      long inOrder = inOrder(link, side, startNanos + travel);
      deliver(link, side, startNanos, inOrder, frame, false, true);
      return;
    }
    long slow = suffers(FaultKind.DELAY, link, side, frame, identity);
    if (slow != Noise.NOTHING) {
      travel += slow;
    }
    long late = noise.lateNanos(from, to, startNanos);
    if (late > 0) {
      noise.count(FaultKind.SLOW_LINK);
      travel += late;
    }
    boolean forward = FrameIdentity.isForward(frame);
    long overtaken =
        forward ? Noise.NOTHING : suffers(FaultKind.REORDER, link, side, frame, identity);
    long arrival = startNanos + travel;
    if (overtaken != Noise.NOTHING) {
      arrival += overtaken;
    } else {
      arrival = inOrder(link, side, arrival);
    }
    boolean lost =
        !forward && suffers(FaultKind.DROP, link, side, frame, identity) != Noise.NOTHING;
    long bit = forward ? Noise.NOTHING : suffers(FaultKind.BIT_FLIP, link, side, frame, identity);
    long later = suffers(FaultKind.DUPLICATE, link, side, frame, identity);
    if (bit != Noise.NOTHING) {
      flipBit(frame, bit);
    }
    deliver(link, side, startNanos, arrival, frame, lost, true);
    if (later != Noise.NOTHING) {
      deliver(link, side, startNanos, arrival + later, frame, false, false);
    }
  }

  /** A frame meets the fate that was decided. Its sender is none the wiser, and has its credit. */
  private void meet(
      FrameRule.Fate fate,
      PeerLink link,
      int side,
      long sentNanos,
      long arrivalNanos,
      byte[] frame,
      long identity) {
    boolean arrives = fate == FrameRule.Fate.COPY || fate == FrameRule.Fate.CORRUPT;
    if (fate == FrameRule.Fate.CORRUPT) {
      flipBit(frame, luck.below(bits(frame), Purpose.FLIP, link.nodes[side], identity, 1));
    }
    deliver(link, side, sentNanos, arrivalNanos, frame, !arrives, true);
    if (fate == FrameRule.Fate.HOLD || fate == FrameRule.Fate.COPY) {
      held.add(new Delivery(link, side, sentNanos, frame, false, false));
    }
  }

  /** Anywhere but in the length, by which a host cuts frames from the stream. */
  private static void flipBit(byte[] frame, long bit) {
    frame[Integer.BYTES + (int) (bit >>> 3)] ^= (byte) (1 << (bit & 7));
  }

  private static long bits(byte[] frame) {
    return 8L * (frame.length - Integer.BYTES);
  }

  /** How much a frame suffers from a kind, declared or by luck; {@link Noise#NOTHING} if not. */
  private long suffers(FaultKind kind, PeerLink link, int side, byte[] frame, long identity) {
    int from = link.nodes[side];
    int to = link.nodes[1 - side];
    long path = (long) from << 8 | to;
    long declared = noise.declared(kind, path, identity);
    if (declared != Noise.NOTHING) {
      noise.count(kind);
      return kind == FaultKind.BIT_FLIP ? declared % bits(frame) : declared;
    }
    int rate = pattern.perMillion(noise.perMillion(kind, from, to), path, queue.nowNanos());
    if (!luck.chance(rate, purpose(kind), path, identity, 0)) {
      return Noise.NOTHING;
    }
    noise.count(kind);
    long amount =
        switch (kind) {
          case DELAY -> luck.below(200 * MILLI, Purpose.SLOW, path, identity, 1);
          case REORDER -> luck.below(20 * MILLI, Purpose.OVERTAKE, path, identity, 1);
          case BIT_FLIP -> luck.below(bits(frame), Purpose.FLIP, path, identity, 1);
          case DUPLICATE -> luck.below(300 * MILLI, Purpose.DUPLICATE_DELAY, path, identity, 0);
          default -> 0;
        };
    LuckRecord record = noise.record();
    if (record != null) {
      record.struck(queue.nowNanos(), link.identities[side].strike(kind, from, to, frame, amount));
    }
    return amount;
  }

  private static Purpose purpose(FaultKind kind) {
    return switch (kind) {
      case DELAY -> Purpose.SLOW;
      case REORDER -> Purpose.OVERTAKE;
      case BIT_FLIP -> Purpose.FLIP;
      case DUPLICATE -> Purpose.DUPLICATE;
      case DROP -> Purpose.DROP;
      default -> throw new IllegalArgumentException(kind + " strikes no single frames");
    };
  }

  private static long inOrder(PeerLink link, int side, long arrivalNanos) {
    link.lastArrivalNanos[side] = Math.max(link.lastArrivalNanos[side], arrivalNanos);
    return link.lastArrivalNanos[side];
  }

  private void deliver(
      PeerLink link,
      int side,
      long sentNanos,
      long arrivalNanos,
      byte[] frame,
      boolean lost,
      boolean givesCredit) {
    queue.at(arrivalNanos, new Delivery(link, side, sentNanos, frame, lost, givesCredit));
  }

  void arrive(Delivery delivery) {
    PeerLink link = delivery.link;
    int from = delivery.fromSide;
    int to = 1 - from;
    boolean current = delivery.epoch == link.epoch && !link.losing;
    boolean passes = reach.passes(Reach.node(link.nodes[from]), Reach.node(link.nodes[to]));
    if (current && delivery.givesCredit) {
      if (passes) {
        giveCredit(link, from, delivery.frame.length);
      } else {
        link.withheld[from] += delivery.frame.length;
      }
    }
    if (current && !passes && FrameIdentity.isForward(delivery.frame)) {
      lose(link, 300 * MILLI); // its loss ends the connection, as it does in TCP
    }
    boolean arrives = current && passes && link.up[to] && !delivery.lost;
    FrameListener hears = listener;
    if (hears != null) {
      Fate fate =
          arrives
              ? Fate.ARRIVED
              : delivery.lost ? Fate.DROPPED : passes ? Fate.CONNECTION_LOST : Fate.CUT_OFF;
      hears.peerFrame(link.nodes[from], link.nodes[to], delivery.sentNanos, delivery.frame, fate);
    }
    if (arrives) {
      delivered++;
      port(link, to).message(link.nodes[from], delivery.frame);
    }
  }

  /** Tells credit in portions, so that not every frame wakes its sender again. */
  private void giveCredit(PeerLink link, int side, int bytes) {
    link.creditDue[side] += bytes;
    if (link.creditDue[side] >= shapes.creditBytes() / 8) {
      port(link, side).sendSpace(link.nodes[1 - side], link.creditDue[side]);
      link.creditDue[side] = 0;
    }
  }

  /** After cuts were mended: what a partition swallowed leaves the buffers at last. */
  public void reachChanged() {
    for (int i = 0; i < links.size(); i++) {
      PeerLink link = links.get(i);
      for (int side = 0; side < 2 && !link.losing; side++) {
        int to = link.nodes[1 - side];
        if (link.withheld[side] > 0 && reach.passes(Reach.node(link.nodes[side]), Reach.node(to))) {
          int bytes = link.withheld[side];
          link.withheld[side] = 0;
          giveCredit(link, side, bytes);
        }
      }
    }
  }

  /** Some partitions end connections: by luck, every link that a partition has cut is lost. */
  public void loseCutLinks(long occurrence) {
    for (int i = 0; i < links.size(); i++) {
      PeerLink link = links.get(i);
      boolean cut = !reach.connects(Reach.node(link.nodes[0]), Reach.node(link.nodes[1]));
      if (cut && luck.chance(shapes.resetPerMillion(), Purpose.CONNECT, i, occurrence, -1)) {
        lose(link, 300 * MILLI);
      }
    }
  }

  /** Resets every connection of a node. */
  public void resetAll(int node) {
    for (int i = 0; i < links.size(); i++) {
      if (links.get(i).touches(node)) {
        lose(links.get(i), 2 * MILLI);
      }
    }
  }

  /** A node's process has ended: it hears nothing more, its peers do in their time. */
  public void processEnded(int node) {
    for (int i = 0; i < links.size(); i++) {
      PeerLink link = links.get(i);
      if (!link.touches(node)) {
        continue;
      }
      boolean wasUp = link.up[link.sideOf(node)];
      lose(link, 20 * MILLI);
      link.up[link.sideOf(node)] = false;
      if (wasUp) {
        backToDown(link);
      }
    }
  }

  /** From now on frames of this period are lost, and both sides hear it some time later. */
  private void lose(PeerLink link, long withinNanos) {
    if (link.losing || link.isDown()) {
      return;
    }
    link.losing = true;
    link.epoch++;
    for (int side = 0; side < 2; side++) {
      link.withheld[side] = 0;
      link.creditDue[side] = 0;
      link.lastArrivalNanos[side] = 0;
      if (link.up[side]) {
        long delay =
            luck.below(
                withinNanos, Purpose.CONNECT, link.nodes[0], link.nodes[1], link.epoch * 2 + side);
        queue.after(delay, new SideDown(link, side));
      }
    }
  }

  void sideDown(PeerLink link, int side) {
    if (!link.up[side]) {
      return; // its process ended meanwhile
    }
    link.up[side] = false;
    port(link, side).peerDown(link.nodes[1 - side]);
    backToDown(link);
  }

  /** Once both sides know of the loss, or are no more, the next attempt is made. */
  private void backToDown(PeerLink link) {
    if (link.isDown()) {
      link.losing = false;
      retry(link);
    }
  }

  private void retry(PeerLink link) {
    long number = attempts++;
    long delay =
        luck.below(RETRY_NANOS, Purpose.CONNECT, link.nodes[0], link.nodes[1], -number - 1);
    queue.after(RETRY_NANOS + delay, new Attempt(link));
  }

  void attempt(PeerLink link) {
    long lowerBoot = port(link, 0).bootCounter();
    long higherBoot = port(link, 1).bootCounter();
    boolean connects = reach.connects(Reach.node(link.nodes[0]), Reach.node(link.nodes[1]));
    if (lowerBoot == 0 || higherBoot == 0 || !connects) {
      retry(link);
      return;
    }
    link.epoch++;
    for (int side = 0; side < 2; side++) {
      link.up[side] = true;
      PeerPort port = port(link, side);
      port.peerUp(link.nodes[1 - side], side == 0 ? higherBoot : lowerBoot);
      port.sendSpace(link.nodes[1 - side], shapes.creditBytes());
    }
  }

  private PeerPort port(PeerLink link, int side) {
    return ports[link.nodes[side] - 1];
  }

  private PeerLink link(int one, int two) {
    int lower = Math.min(one, two);
    int higher = Math.max(one, two);
    for (int i = 0; i < links.size(); i++) {
      PeerLink link = links.get(i);
      if (link.nodes[0] == lower && link.nodes[1] == higher) {
        return link;
      }
    }
    throw new IllegalArgumentException("no link between " + one + " and " + two);
  }
}
