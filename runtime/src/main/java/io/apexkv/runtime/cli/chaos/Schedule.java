package io.apexkv.runtime.cli.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * When what is done to the cluster: drawn from a seed, and for every seed a half more than the
 * {@link Floors} ask for.
 *
 * <p>A strike every 1.8 seconds, in blocks of five: three kills of the leader, one pause of it, and
 * one strike of the other kinds, in an order that the seed decides.
 */
final class Schedule {

  /** From the beginning of one strike to that of the next. */
  static final long SLOT_MILLIS = 1_800;

  /** Before the first strike, and left after the last one. */
  static final long MARGIN_MILLIS = 500;

  private static final List<StrikeKind> OTHERS =
      List.of(
          StrikeKind.KILL_ALL,
          StrikeKind.KILL_TWO_LEADERS,
          StrikeKind.KILL_FOLLOWER,
          StrikeKind.PAUSE_FOLLOWER);

  private Schedule() {}

  /** The strikes of a run of so many seconds, in the order of time. */
  static List<Strike> of(long seed, int seconds) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<StrikeKind> others = new ArrayList<>();
    List<StrikeKind> block = new ArrayList<>();
    List<Strike> strikes = new ArrayList<>();
    long endMillis = 1_000L * seconds - MARGIN_MILLIS;
    for (long at = MARGIN_MILLIS; at + SLOT_MILLIS <= endMillis; at += SLOT_MILLIS) {
      if (block.isEmpty()) {
        if (others.isEmpty()) {
          others.addAll(shuffled(OTHERS, random));
        }
        block.addAll(shuffled(blockWith(others.removeLast()), random));
      }
      StrikeKind kind = block.removeLast();
      strikes.add(new Strike(kind, at, holdMillis(kind, random)));
    }
    return strikes;
  }

  private static List<StrikeKind> blockWith(StrikeKind other) {
    return List.of(
        StrikeKind.KILL_LEADER,
        StrikeKind.KILL_LEADER,
        StrikeKind.KILL_LEADER,
        StrikeKind.PAUSE_LEADER,
        other);
  }

  private static List<StrikeKind> shuffled(List<StrikeKind> kinds, RandomGenerator random) {
    List<StrikeKind> copy = new ArrayList<>(kinds);
    Collections.shuffle(copy, java.util.Random.from(random));
    return copy;
  }

  /** A pause has to outlast the time in which the others elect; the dead may come back at once. */
  private static long holdMillis(StrikeKind kind, RandomGenerator random) {
    return kind.isPause()
        ? random.nextLong(Floors.LEAST_PAUSE_MILLIS, 3 * Floors.LEAST_PAUSE_MILLIS)
        : random.nextLong(0, 500);
  }
}
