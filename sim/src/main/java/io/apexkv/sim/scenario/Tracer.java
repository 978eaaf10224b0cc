package io.apexkv.sim.scenario;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.wire.PeerFrame;
import io.apexkv.kernel.wire.VoteAnswer;
import io.apexkv.sim.world.Node;
import io.apexkv.sim.world.World;
import io.apexkv.sim.world.WorldObserver;
import java.nio.ByteBuffer;

/** Writes down what a reader of a trace wants to know, and passes everything on to the oracles. */
final class Tracer implements WorldObserver {

  private final World world;
  private final WorldObserver oracles;
  private final Transcript text;

  /** By node: what it is, in the words of the paper. */
  private final String[] roles;

  /** By node: the term for which it asked for pre-votes last. */
  private final long[] askedFor;

  /** By node and kind of event: how often it was reported. */
  private final int[][] reported;

  Tracer(World world, WorldObserver oracles, Transcript text) {
    this.world = world;
    this.oracles = oracles;
    this.text = text;
    this.roles = new String[world.size() + 1];
    this.askedFor = new long[world.size() + 1];
    this.reported = new int[world.size() + 1][Trace.values().length];
    for (int id = 0; id < roles.length; id++) {
      roles[id] = "follower";
    }
  }

  /** What a node is: leader, follower, candidate or pre-candidate. */
  String role(int node) {
    return roles[node];
  }

  /** How often a node's kernel, in all of its lives, has reported an event. */
  int reported(int node, Trace event) {
    return reported[node][event.ordinal()];
  }

  private void event(Node node, String what) {
    text.event(world.nowNanos(), "node " + node.id(), what);
  }

  @Override
  public void booted(Node node) {
    oracles.booted(node);
  }

  @Override
  public void flushed(Node node) {
    oracles.flushed(node);
  }

  @Override
  public void sent(Node node, int peer, ByteBuffer frames, int offset, int length) {
    oracles.sent(node, peer, frames, offset, length);
    for (int at = offset; at < offset + length; at += frames.getInt(at)) {
      if (PeerFrame.kind(frames, at) == PeerFrame.VOTE_ANSWER) {
        boolean granted = VoteAnswer.granted(frames, at + PeerFrame.HEADER_BYTES);
        String verb = granted ? "votes for node " : "refuses its vote to node ";
        event(node, verb + peer + " in term " + PeerFrame.term(frames, at));
      }
    }
  }

  @Override
  public void traced(Node node, Trace event, long group, long first, long second) {
    oracles.traced(node, event, group, first, second);
    reported[node.id()][event.ordinal()]++;
    boolean stays = stays(node.id(), event, first, second);
    switch (event) {
      case RECOVERED -> roles[node.id()] = "follower";
      case FOLLOWER, LEADER, CANDIDATE, PRE_CANDIDATE -> roles[node.id()] = Units.label(event);
      default -> {}
    }
    String what = describe(event, first, second);
    if (!what.isEmpty() && !stays) {
      event(node, what);
    }
  }

  /** Whether a node only goes on being what it is: a follower, or one that asks for pre-votes. */
  private boolean stays(int node, Trace event, long first, long second) {
    boolean same = roles[node].equals(Units.label(event));
    boolean asksAgain = event == Trace.PRE_CANDIDATE && askedFor[node] == first;
    askedFor[node] = event == Trace.PRE_CANDIDATE ? first : askedFor[node];
    return same && (asksAgain || (event == Trace.FOLLOWER && second == 0));
  }

  /** A sentence without its subject; empty for what happens all the time. */
  private static String describe(Trace event, long first, long second) {
    return switch (event) {
      case RECOVERED -> "recovered: boot " + first + ", entries in its log: " + second;
      case TORN_TAIL_CUT -> "cut a torn batch from the end of its log";
      case FOLLOWER ->
          "follows " + (second == 0 ? "nobody" : "node " + second) + " in term " + first;
      case PRE_CANDIDATE -> "asks for pre-votes for term " + first + ", last index " + second;
      case CANDIDATE -> "asks for votes in term " + first + ", last index " + second;
      case LEADER -> "leads term " + first + ", last index " + second;
      case QUORUM_LOST -> "heard no majority and steps down in term " + first;
      case TRUNCATED -> "cuts its log from index " + first + ", which ended at " + second;
      case CONFLICT -> "goes back to index " + second + " for node " + first;
      case SESSION_OPENED, LOG_READ_BACK -> "";
      case SESSION_EXPIRED ->
          second == 1 ? "evicts a session to make room" : "lets a session expire";
      case DUPLICATE_ANSWERED -> "gives a repeated command its old answer";
      case LOG_FULL -> "has a full log";
      case BUSY -> "refuses a request, it is busy";
      case FRAME_DROPPED -> "drops a frame from node " + first + " that is not whole";
      case DRAINED -> "has drained";
      case MEMORY_FULL -> "refuses a write, its memory is full";
    };
  }

  @Override
  public void becameDurable(Node node, FileId file, long offset, int length) {
    oracles.becameDurable(node, file, offset, length);
  }

  @Override
  public void synced(Node node, FileId file) {
    oracles.synced(node, file);
  }

  @Override
  public void halted(Node node, String message) {
    event(node, "halts: " + message.substring(0, Math.max(0, message.indexOf(';'))));
    oracles.halted(node, message);
  }

  @Override
  public void died(Node node) {
    event(node, "is down");
    roles[node.id()] = "follower";
    oracles.died(node);
  }
}
