package io.apexkv.kernel.raft;

import io.apexkv.kernel.base.Streams;

/**
 * How long a follower waits in silence before it campaigns (Raft, 5.2).
 *
 * <p>A pure function of seed, replica, group and term, uniform in {@code [least, 2 x least)}:
 * voters that split a term's votes wait for different times in the next one.
 *
 * <p>Before the very first election the leaders of many groups would gather on whichever node
 * started first. So in term 0 the voter at place {@code group mod voters} waits for {@code [least /
 * 2, least)} only: each node leads its share, if all start together.
 */
final class ElectionTimeout {

  private static final int PURPOSE = 0x454C4543; // "ELEC"

  private ElectionTimeout() {}

  static long nanos(long leastNanos, long seed, long replica, long group, long term) {
    long draw = Streams.draw(seed, PURPOSE, replica, group, term);
    return leastNanos + Streams.below(draw, leastNanos);
  }

  /** The shorter wait of the voter that the first election prefers. */
  static long preferredNanos(long leastNanos, long seed, long replica, long group) {
    return nanos(leastNanos, seed, replica, group, 0) / 2;
  }

  /** Whether this voter is the one that the first election of the group prefers. */
  static boolean isPreferred(long group, int voter, int voters) {
    return group % voters == voter;
  }
}
