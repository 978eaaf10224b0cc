package io.apexkv.sim.scenario;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.world.ReplicaView;
import io.apexkv.sim.world.Subject;
import io.apexkv.sim.world.World;
import java.util.Map;
import java.util.TreeMap;

/** Who is who in a world now, and what each looks like. */
final class Stage {

  private static final int GROUP = 1;
  private static final int MOST_TERMS = 16;

  private final World world;
  private final Tracer tracer;
  private final Map<String, Integer> names = new TreeMap<>();

  /** By node: how it was shown last. */
  private final String[] shown;

  Stage(World world, Tracer tracer) {
    this.world = world;
    this.tracer = tracer;
    this.shown = new String[world.size() + 1];
    for (int id = 0; id < shown.length; id++) {
      shown[id] = "";
    }
  }

  /** The replica of a node; null unless it runs and has recovered. */
  @Nullable
  ReplicaView replica(int node) {
    Subject subject = world.node(node).subject();
    return subject == null || subject.bootCounter() == 0 ? null : subject.replica(GROUP);
  }

  boolean isDown(int node) {
    return world.node(node).subject() == null;
  }

  /** The newest term that a running node knows; 0 if none runs. */
  long newestTerm() {
    long newest = 0;
    for (int id = 1; id <= world.size(); id++) {
      ReplicaView replica = replica(id);
      newest = replica == null ? newest : Math.max(newest, replica.term());
    }
    return newest;
  }

  /** Whoever leads, in the newest term in which somebody does; 0 for nobody. */
  int leader() {
    int leader = 0;
    long newest = -1;
    for (int id = 1; id <= world.size(); id++) {
      ReplicaView replica = replica(id);
      if (replica != null && replica.leads() && replica.term() > newest) {
        newest = replica.term();
        leader = id;
      }
    }
    return leader;
  }

  void name(String name, int nodes) {
    names.put(name, nodes);
  }

  /** Who that is now, a bit for every node. */
  int bits(Who who) {
    int bits = 0;
    for (String part : who.some()) {
      bits |=
          switch (part) {
            case Who.ALL -> everyNode();
            case Who.LEADER -> bit(leader());
            case Who.FOLLOWERS -> followers();
            case Who.FOLLOWER -> Integer.lowestOneBit(followers());
            default -> {
              Integer named = names.get(part);
              yield named == null ? bit(Integer.parseInt(part)) : named;
            }
          };
    }
    Who but = who.but();
    return but == null ? bits : bits & ~bits(but);
  }

  private int followers() {
    int followers = 0;
    for (int id = 1; id <= world.size(); id++) {
      ReplicaView replica = replica(id);
      followers |= replica == null || replica.leads() ? 0 : bit(id);
    }
    return followers;
  }

  int everyNode() {
    return (1 << world.size()) - 1;
  }

  private static int bit(int node) {
    return node == 0 ? 0 : 1 << (node - 1);
  }

  static boolean has(int bits, int node) {
    return (bits & bit(node)) != 0;
  }

  String role(int node) {
    return tracer.role(node);
  }

  /** Writes down the nodes that look different from the last time. */
  void show(Transcript text) {
    for (int id = 1; id <= world.size(); id++) {
      String now = look(id);
      if (!now.equals(shown[id])) {
        shown[id] = now;
        text.state("node " + id + "  " + now);
      }
    }
  }

  private String look(int node) {
    ReplicaView replica = replica(node);
    if (replica == null) {
      return isDown(node) ? "down" : "recovering";
    }
    return pad(role(node), 13)
        + "  term "
        + pad(Long.toString(replica.term()), 2)
        + "  commit "
        + pad(Long.toString(replica.commitIndex()), 3)
        + "  log "
        + terms(replica);
  }

  private static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - text.length()));
  }

  /** The terms of a log as figures show them; runs are counted if it is long. */
  static String terms(ReplicaView replica) {
    boolean runs = replica.lastIndex() > MOST_TERMS;
    StringBuilder terms = new StringBuilder();
    for (long index = 1; index <= replica.lastIndex(); ) {
      long next = index + 1;
      while (runs && next <= replica.lastIndex() && replica.termAt(next) == replica.termAt(index)) {
        next++;
      }
      terms.append(terms.isEmpty() ? "" : " ").append(replica.termAt(index));
      if (next - index > 1) {
        terms.append('*').append(next - index);
      }
      index = next;
    }
    return terms.isEmpty() ? "none" : terms.toString();
  }
}
