package io.apexkv.runtime.net;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.Hello;
import io.apexkv.kernel.wire.Layout;
import io.apexkv.kernel.wire.Refusal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other servers. Those with a higher id are dialled, again and again; the others dial us.
 * Nobody is greeted before this node has recovered, since a HELLO tells its boot counter.
 */
final class Peers {

  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

  private final Transport transport;
  private final NetBounds bounds;
  private final ClusterId cluster;
  private final int self;
  private final Layout layout;
  private final List<Peer> others = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom();
  private final Crc crc = new Crc();
  private final ByteBuffer frame = ByteBuffer.allocate(Refusal.MAX_FRAME_BYTES);

  /** This node's, as the kernel last told; 0 before it has recovered. */
  private long bootCounter;

  private String lastRefused = "";
  private String lastStranger = "";

  Peers(
      Transport transport,
      NetBounds bounds,
      ClusterId cluster,
      int self,
      List<Member> members,
      Layout layout) {
    this.transport = transport;
    this.bounds = bounds;
    this.cluster = cluster;
    this.self = self;
    this.layout = layout;
    for (Member member : members) {
      if (member.node() != self) {
        others.add(new Peer(member, self));
      }
    }
  }

  /** A newcomer's first byte was a peer's. It is not answered before we have recovered. */
  void greet(Link link, Inputs kernel, long nowNanos) {
    bootCounter = kernel.bootCounter();
    if (bootCounter == 0) {
      link.close();
      return;
    }
    PeerLink role = new PeerLink(this, link, bounds, null, nowNanos);
    link.become(role);
    role.deliver(kernel, nowNanos);
  }

  /** Queues our HELLO; returns its bytes. */
  int sendHello(Link link, int receiver) {
    Hello.put(frame, 0, cluster, self, receiver, bootCounter, layout, crc);
    link.send(frame, 0, Hello.FRAME_BYTES);
    return Hello.FRAME_BYTES;
  }

  /**
   * Judges the first frame of the other side.
   *
   * @param dialled the server that we meant to connect to, or null if it connected to us
   */
  void handshake(
      PeerLink role,
      Link link,
      @Nullable Peer dialled,
      ByteBuffer bytes,
      int offset,
      int length,
      Inputs kernel,
      long nowNanos) {
    Refusal told = Refusal.read(bytes, offset, length, crc);
    if (told != null) {
      link.fail("it refused us: " + told.sentence());
      return;
    }
    if (!Hello.isHello(bytes, offset, length, crc)) {
      link.fail("its first frame is no intact HELLO");
      return;
    }
    Refusal refusal = Hello.check(bytes, offset, cluster, self, layout);
    if (refusal == null) {
      refusal = checkSide(dialled, Hello.node(bytes, offset));
    }
    if (refusal != null) {
      refuse(role, link, dialled, refusal, Hello.node(bytes, offset), kernel, nowNanos);
      return;
    }
    Peer other = byNode(Hello.node(bytes, offset));
    if (other == null) {
      throw new IllegalStateException("a checked HELLO comes from a member");
    }
    PeerLink previous = other.link;
    if (previous != null && previous != role) {
      drop(previous, other, "it connected again", kernel, nowNanos);
    }
    other.link = role;
    other.failures = 0;
    other.lastFailure = "";
    long itsBoot = Hello.bootCounter(bytes, offset);
    LOG.atInfo()
        .addKeyValue("peer", other.node)
        .addKeyValue("peerBoot", itsBoot)
        .addKeyValue("remote", link.remote())
        .log("peer connected");
    role.up(other, transport.peerBuffers(), kernel, itsBoot, nowNanos);
  }

  /** One connection a pair: opened by the lower id, and to the server that was meant. */
  private @Nullable Refusal checkSide(@Nullable Peer dialled, int sender) {
    if (dialled != null && dialled.node != sender) {
      return new Refusal(
          Refusal.SENDER,
          "node "
              + dialled.node
              + " was expected at "
              + dialled.address
              + ", but node "
              + sender
              + " answered");
    }
    if (dialled == null && sender > self) {
      return new Refusal(
          Refusal.SENDER,
          "node " + self + " connects to node " + sender + ", not the other way: its id is lower");
    }
    return null;
  }

  private void refuse(
      PeerLink role,
      Link link,
      @Nullable Peer dialled,
      Refusal refusal,
      int sender,
      Inputs kernel,
      long nowNanos) {
    if (!refusal.sentence().equals(lastRefused)) {
      lastRefused = refusal.sentence();
      LOG.atWarn()
          .addKeyValue("remote", link.remote())
          .addKeyValue("sender", sender)
          .addKeyValue("code", refusal.code())
          .log("refused a peer: {}", refusal.sentence());
    }
    int length = refusal.put(frame, 0, cluster, self, sender, crc);
    link.send(frame, 0, length);
    Lingering.begin(link, bounds, nowNanos);
    forget(role, dialled, "we refused it: " + refusal.sentence(), kernel, nowNanos);
  }

  /** A connection failed or was ended by the other side. */
  void lost(PeerLink role, @Nullable Peer peer, Inputs kernel, long nowNanos) {
    String failure = role.link().failure();
    drop(role, peer, failure == null ? "it closed the connection" : failure, kernel, nowNanos);
  }

  private void drop(
      PeerLink role, @Nullable Peer peer, String reason, Inputs kernel, long nowNanos) {
    role.link().close();
    forget(role, peer, reason, kernel, nowNanos);
  }

  private void forget(
      PeerLink role, @Nullable Peer peer, String reason, Inputs kernel, long nowNanos) {
    if (peer == null) {
      logStranger(role.link(), reason);
      return;
    }
    if (peer.link != role) {
      return;
    }
    peer.link = null;
    if (role.isUp()) {
      kernel.peerDown(nowNanos, peer.node);
    }
    if (peer.dialled) {
      retry(peer, nowNanos);
    }
    logFailure(peer, reason);
  }

  /** A connection that began like a peer's ended before it told whose it was; each reason once. */
  private void logStranger(Link link, String reason) {
    if (!reason.equals(lastStranger)) {
      lastStranger = reason;
      LOG.atWarn()
          .addKeyValue("remote", link.remote())
          .log("a connection began like another server's, and was closed: {}", reason);
    }
  }

  private void retry(Peer peer, long nowNanos) {
    peer.dialAtNanos = nowNanos + Backoff.nanos(bounds, peer.failures, random);
    peer.failures++;
    peer.address.refresh();
  }

  private static void logFailure(Peer peer, String reason) {
    if (!reason.equals(peer.lastFailure)) {
      peer.lastFailure = reason;
      LOG.atWarn()
          .addKeyValue("peer", peer.node)
          .addKeyValue("address", peer.address.toString())
          .log("no connection with peer: {}", reason);
    }
  }

  /** Dials who is due; after each flush. */
  void dial(Inputs kernel, long nowNanos) {
    bootCounter = kernel.bootCounter();
    if (bootCounter == 0) {
      return;
    }
    for (int i = 0; i < others.size(); i++) {
      Peer peer = others.get(i);
      if (peer.dialled && peer.link == null && nowNanos - peer.dialAtNanos >= 0) {
        dial(peer, nowNanos);
      }
    }
  }

  private void dial(Peer peer, long nowNanos) {
    Link link = transport.connect(peer.address);
    if (link == null) {
      retry(peer, nowNanos);
      logFailure(peer, "its address is not known or not reachable");
      return;
    }
    PeerLink role = new PeerLink(this, link, bounds, peer, nowNanos);
    peer.link = role;
    link.become(role);
  }

  /** When a peer is to be dialled next; far away while this node has not recovered. */
  long nextDialNanos(long nowNanos) {
    long next = Long.MAX_VALUE;
    if (bootCounter != 0) {
      for (int i = 0; i < others.size(); i++) {
        Peer peer = others.get(i);
        if (peer.dialled && peer.link == null) {
          next = Math.min(next, Math.max(peer.dialAtNanos - nowNanos, 0));
        }
      }
    }
    return next;
  }

  /** Effect: frames for a peer; lost if it is not connected. */
  void send(int node, ByteBuffer frames, int offset, int length, long nowNanos) {
    Peer peer = byNode(node);
    if (peer != null && peer.link != null && peer.link.isUp()) {
      peer.link.send(frames, offset, length, nowNanos);
    }
  }

  /** Gives the kernel the credit of what was written. */
  void returnCredit(Inputs kernel, long nowNanos) {
    for (int i = 0; i < others.size(); i++) {
      PeerLink link = others.get(i).link;
      if (link != null) {
        link.returnCredit(kernel, nowNanos);
      }
    }
  }

  /** True if a kernel may be waiting for credit that {@link #returnCredit} would give. */
  boolean owesCredit() {
    for (int i = 0; i < others.size(); i++) {
      PeerLink link = others.get(i).link;
      if (link != null && link.owesCredit()) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Peer byNode(int node) {
    for (int i = 0; i < others.size(); i++) {
      if (others.get(i).node == node) {
        return others.get(i);
      }
    }
    return null;
  }
}
