package io.apexkv.maelstrom;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.Hello;
import io.apexkv.kernel.wire.Layout;
import io.apexkv.kernel.wire.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.TreeMap;

/**
 * The other nodes. Each pair greets first, with the kernel's own HELLO in both directions, sent
 * again until the other side's has come: {@code heard} tells it whether ours has to be answered.
 *
 * <p>No message says that a node is gone, since none can be lost from sight for good: a node that
 * is cut off is silent, and what that means is Raft's business.
 */
final class Peers {

  private static final long GREETING_NANOS = 100_000_000;

  private final ClusterId cluster;
  private final int self;
  private final String selfName;
  private final Layout layout;
  private final Crc crc = new Crc();
  private final Log log;
  private final TreeMap<Integer, PeerLink> byNumber = new TreeMap<>();
  private final TreeMap<String, Integer> numbers = new TreeMap<>();
  private long greetAtNanos;

  /**
   * The peers of a node.
   *
   * @param config whose members' addresses are Maelstrom's names
   * @param patienceNanos how long a forwarded frame is waited for by those that came before it
   */
  Peers(Config config, long patienceNanos, Log log) {
    this.cluster = config.cluster();
    this.self = config.node();
    this.log = log;
    this.selfName = config.members().get(self - 1).address();
    int[] nodes = config.members().stream().mapToInt(Member::node).toArray();
    this.layout = new Layout(config.partitions(), config.groups(), nodes);
    for (Member member : config.members()) {
      if (member.node() != self) {
        String name = member.address();
        byNumber.put(member.node(), new PeerLink(member.node(), selfName, name, patienceNanos));
        numbers.put(name, member.node());
      }
    }
  }

  /** Whether this is the name of another node. */
  boolean isPeer(String name) {
    return numbers.containsKey(name);
  }

  /** Effect of the kernel. */
  void send(int peer, ByteBuffer frames, int offset, int length) {
    link(peer).send(frames, offset, length);
  }

  /**
   * A message of another node.
   *
   * @throws MalformedException if it is none that a node of ours sends
   */
  void receive(Message message, Inputs kernel, long nowNanos, Output output)
      throws MalformedException, IOException {
    @Nullable Integer number = numbers.get(message.source());
    if (number == null) {
      throw new MalformedException("'" + message.source() + "' is no other node");
    }
    PeerLink link = link(number);
    byte[] frames = frames(message);
    switch (message.type()) {
      case "hello" -> greeted(link, frames, message.flag("heard"), kernel, nowNanos, output);
      case "raft" -> link.raft(frames, kernel, nowNanos);
      case "forward" -> link.forwards(message.number("number"), frames, nowNanos);
      default ->
          throw new MalformedException("a node sends no message of type " + message.field("type"));
    }
  }

  private static byte[] frames(Message message) throws MalformedException {
    try {
      return Base64.getDecoder().decode(Json.string(message.field("frames")));
    } catch (IllegalArgumentException wrong) {
      throw new MalformedException("\"frames\" is base64, but: " + wrong.getMessage());
    }
  }

  private void greeted(
      PeerLink link, byte[] frame, boolean heard, Inputs kernel, long nowNanos, Output output)
      throws MalformedException, IOException {
    ByteBuffer hello = ByteBuffer.wrap(frame);
    if (!Hello.isHello(hello, 0, frame.length, crc)) {
      throw new MalformedException("the greeting of " + link.name() + " is no intact HELLO");
    }
    @Nullable Refusal refusal = Hello.check(hello, 0, cluster, self, layout);
    if (refusal != null) {
      throw new MalformedException(link.name() + " is refused: " + refusal.sentence());
    }
    if (kernel.bootCounter() == 0) {
      return; // we greet once our log is read
    }
    if (!link.isUp()) {
      log.say("connected with " + link.name());
      link.up(kernel, nowNanos, Hello.bootCounter(hello, 0));
    }
    if (!heard) {
      greet(link, Hello.node(hello, 0), kernel.bootCounter(), output);
    }
  }

  private void greet(PeerLink link, int peer, long bootCounter, Output output) throws IOException {
    ByteBuffer hello = ByteBuffer.allocate(Hello.FRAME_BYTES);
    Hello.put(hello, 0, cluster, self, peer, bootCounter, layout, crc);
    String frame = Base64.getEncoder().encodeToString(hello.array());
    String heard = "\"type\":\"hello\",\"heard\":" + link.isUp();
    output.send(selfName, link.name(), heard + ",\"frames\":\"" + frame + "\"");
  }

  /** Delivers what has waited for its turn, and returns credit; before the kernel's flush. */
  void time(Inputs kernel, long nowNanos) {
    byNumber.forEach(
        (number, link) -> {
          link.returnCredit(kernel, nowNanos);
          try {
            link.time(kernel, nowNanos);
          } catch (MalformedException wrong) {
            log.say("dropped: " + wrong.getMessage());
          }
        });
  }

  /** Writes what the kernel sent, and greets whom we have not heard of; after the flush. */
  void transmit(long bootCounter, long nowNanos, Output output) throws IOException {
    boolean greets = bootCounter != 0 && nowNanos >= greetAtNanos;
    for (int number : byNumber.keySet()) {
      PeerLink link = link(number);
      link.transmit(output);
      if (greets && !link.isUp()) {
        greet(link, number, bootCounter, output);
      }
    }
    if (greets) {
      greetAtNanos = nowNanos + GREETING_NANOS;
    }
  }

  /** When {@link #time} or {@link #transmit} has something to do. */
  long deadlineNanos(long bootCounter) {
    long deadline = Long.MAX_VALUE;
    for (PeerLink link : byNumber.values()) {
      deadline = Math.min(deadline, link.owesCredit() ? 0 : link.deadlineNanos());
      if (bootCounter != 0 && !link.isUp()) {
        deadline = Math.min(deadline, greetAtNanos);
      }
    }
    return deadline;
  }

  private PeerLink link(int number) {
    @Nullable PeerLink link = byNumber.get(number);
    if (link == null) {
      throw new IllegalArgumentException("no node has number " + number);
    }
    return link;
  }
}
