package io.apexkv.sim.scenario;

import io.apexkv.sim.event.DelayShape;
import io.apexkv.sim.event.Latency;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Outsiders;
import io.apexkv.sim.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The types of values that scenarios write. */
final class Units {

  /** Times and durations, in nanoseconds: {@code 20us}, {@code 150ms}, {@code 1.5s}. */
  static final Unit<Long> DURATION = new Durations();

  /** Ordinary delays: {@code 100us spread 50us}, and a tail, if there is one. */
  static final Unit<Latency> LATENCY = new Latencies();

  /** Nodes as bits: {@code 1,3}; {@code none}. */
  static final Unit<Integer> NODES = new Nodes();

  /** Kinds of faults: {@code crash,drop}; {@code none}. */
  static final Unit<List<FaultKind>> KINDS = new Kinds();

  /** What is wrong with the nodes outside the core. */
  static final Unit<Outsiders> OUTSIDERS = new Names<>(Outsiders.values());

  private Units() {}

  /** Whole numbers, both ends included. */
  static Unit<Integer> number(int least, int most) {
    Unit<Long> wide = wide(least, most);
    return new Unit<>() {
      @Override
      public Integer read(Words words) {
        return wide.read(words).intValue();
      }

      @Override
      public String write(Integer value) {
        return Integer.toString(value);
      }
    };
  }

  /** Whole numbers of 64 bits, both ends included. */
  static Unit<Long> wide(long least, long most) {
    String expected = "a whole number from " + least + " to " + most;
    return new Unit<>() {
      @Override
      public Long read(Words words) {
        String word = words.next(expected);
        try {
          long value = Long.parseLong(word);
          if (value >= least && value <= most) {
            return value;
          }
        } catch (NumberFormatException notANumber) {
          // said below, like a number out of bounds
        }
        throw words.wrong(word, expected);
      }

      @Override
      public String write(Long value) {
        return Long.toString(value);
      }
    };
  }

  /** Parts in a million. */
  static Unit<Integer> perMillion() {
    return number(0, Luck.MILLION);
  }

  /** Sizes that fit an int. */
  static Unit<Integer> bytes() {
    return bytes(Integer.MAX_VALUE);
  }

  /** Sizes of up to so many bytes. */
  static Unit<Integer> bytes(int most) {
    Unit<Long> wide = new Sizes(most);
    return new Unit<>() {
      @Override
      public Integer read(Words words) {
        return wide.read(words).intValue();
      }

      @Override
      public String write(Integer value) {
        return wide.write((long) value);
      }
    };
  }

  /** Sizes of up to 4 EiB. */
  static Unit<Long> wideBytes() {
    return new Sizes(1L << 62);
  }

  /** The label of a constant in scenarios: lower case, with dashes. */
  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static final class Latencies implements Unit<Latency> {
    private static final long SECOND = 1_000_000_000L;

    /** Least and spread; larger ones with all their doublings don't fit 64 bits. */
    private static final long MOST_NANOS = 10 * SECOND;

    /** With all doublings: what a slow disk or a far link multiplies. */
    private static final long MOST_IN_TAIL_NANOS = 86_400 * SECOND;

    private static final Unit<Integer> DOUBLINGS = number(1, 20);
    private static final Unit<DelayShape> SHAPE = new Names<>(DelayShape.values());

    @Override
    public Latency read(Words words) {
      long least = bounded(words, 0);
      words.must("spread");
      long spread = bounded(words, 1);
      int tail = words.take("tail") ? perMillion().read(words) : 0;
      int doublings = words.take("doublings") ? DOUBLINGS.read(words) : 1;
      DelayShape shape = words.take("shape") ? SHAPE.read(words) : DelayShape.UNIFORM;
      Latency latency = new Latency(least, spread, tail, doublings, shape);
      if (latency.mostNanos() > MOST_IN_TAIL_NANOS) {
        String most = DURATION.write(MOST_IN_TAIL_NANOS);
        throw words.wrong(write(latency), "a delay of at most " + most + ", doublings included");
      }
      return latency;
    }

    private static long bounded(Words words, long least) {
      String word = String.valueOf(words.peek());
      long nanos = DURATION.read(words);
      if (nanos < least || nanos > MOST_NANOS) {
        throw words.wrong(word, least + "ns to " + DURATION.write(MOST_NANOS));
      }
      return nanos;
    }

    @Override
    public String write(Latency latency) {
      String usual =
          DURATION.write(latency.leastNanos()) + " spread " + DURATION.write(latency.spreadNanos());
      String tail = latency.tailPerMillion() == 0 ? "" : " tail " + latency.tailPerMillion();
      String doublings =
          latency.tailDoublings() == 1 ? "" : " doublings " + latency.tailDoublings();
      String shape =
          latency.shape() == DelayShape.UNIFORM ? "" : " shape " + SHAPE.write(latency.shape());
      return usual + tail + doublings + shape;
    }
  }

  private static final class Nodes implements Unit<Integer> {
    private static final String EXPECTED = "numbers from 1 to 16 as 1,3, or none";

    @Override
    public Integer read(Words words) {
      String word = words.next(EXPECTED);
      if (word.equals("none")) {
        return 0;
      }
      int bits = 0;
      for (String number : word.split(",", -1)) {
        boolean isNumber = number.matches("[0-9]{1,2}");
        int bit = isNumber ? Integer.parseInt(number) : 0;
        if (bit < 1 || bit > 16) {
          throw words.wrong(word, EXPECTED);
        }
        bits |= 1 << (bit - 1);
      }
      return bits;
    }

    @Override
    public String write(Integer bits) {
      String set = Plan.set(bits);
      return bits == 0 ? "none" : set.substring(1, set.length() - 1);
    }
  }

  private static final class Kinds implements Unit<List<FaultKind>> {
    private static final Unit<FaultKind> KIND = new Names<>(FaultKind.values());

    @Override
    public List<FaultKind> read(Words words) {
      List<FaultKind> kinds = new ArrayList<>();
      while (!words.take("none") && words.hasNext()) {
        kinds.add(KIND.read(words));
      }
      return kinds;
    }

    @Override
    public String write(List<FaultKind> kinds) {
      StringBuilder text = new StringBuilder();
      for (FaultKind kind : kinds) {
        text.append(text.isEmpty() ? "" : " ").append(KIND.write(kind));
      }
      return text.isEmpty() ? "none" : text.toString();
    }
  }

  /** The constants of an enum, by label. */
  record Names<E extends Enum<E>>(List<E> constants) implements Unit<E> {
    Names(E[] constants) {
      this(Arrays.asList(constants));
    }

    @Override
    public E read(Words words) {
      String word = words.next(expected());
      for (E constant : constants) {
        if (label(constant).equals(word)) {
          return constant;
        }
      }
      throw words.wrong(word, expected());
    }

    @Override
    public String write(E value) {
      return label(value);
    }

    private String expected() {
      StringBuilder text = new StringBuilder("one of");
      for (E constant : constants) {
        text.append(text.length() > 6 ? ", " : " ").append(label(constant));
      }
      return text.toString();
    }
  }
}
