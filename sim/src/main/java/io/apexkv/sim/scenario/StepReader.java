package io.apexkv.sim.scenario;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.network.FrameRule.Fate;
import io.apexkv.sim.plan.FaultKind;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Reads the steps of a script. */
final class StepReader {

  /** The words that begin a step. */
  static final List<String> WORDS =
      List.of(
          "start",
          "stop",
          "kill",
          "power-off",
          "pause",
          "resume",
          "corrupt",
          "name",
          "given",
          "cut",
          "heal",
          "drop",
          "hold",
          "copy",
          "pass",
          "fault",
          "elect",
          "run",
          "await",
          "expect",
          "put",
          "get",
          "del",
          "cas",
          "send",
          "answer");

  private static final long USUAL_WAIT_NANOS = 5_000_000_000L;

  private static final Unit<Step.Deed> DEED = new Units.Names<>(Step.Deed.values());
  private static final Unit<Fate> FATE = new Units.Names<>(Fate.values());
  private static final Unit<FaultKind> KIND = new Units.Names<>(FaultKind.values());

  /** A given log is written as one batch, and the smallest log takes so many entries in one. */
  private static final int MOST_GIVEN = 500;

  private static final Unit<Long> TERM = Units.wide(1, 1 << 20);

  private final Settings settings;
  private final Set<String> names = new TreeSet<>();
  private final CallReader calls;
  private final Processes processes = new Processes();

  StepReader(Settings settings) {
    this.settings = settings;
    this.calls = new CallReader(settings, names);
  }

  /** The names of keys so far. */
  List<String> keys() {
    return calls.keys;
  }

  /** Reads a whole line. */
  Step read(Words words) {
    String word = words.next("a step");
    if (CallReader.begins(word)) {
      return calls.read(word, words, false);
    }
    return switch (word) {
      case "start", "stop", "kill", "power-off", "pause", "resume" -> deed(words);
      case "corrupt" -> words.take("log") ? corruptLog(words) : frames(words);
      case "name" -> name(words);
      case "given" -> given(words);
      case "cut" -> cut(words);
      case "heal" -> new Step.Heal();
      case "drop", "hold", "copy" -> frames(words);
      case "pass" -> words.hasNext() ? frames(words) : new Step.PassAll();
      case "fault" -> inject(words);
      case "elect" -> {
        Who who = who(words);
        processes.elect(fixed(who), words);
        yield new Step.Elect(who);
      }
      case "run" -> new Step.RunFor(Units.DURATION.read(words));
      case "await" -> {
        Condition condition = conditions().read(words);
        boolean isBounded = words.take("within");
        yield new Step.Await(condition, isBounded ? Units.DURATION.read(words) : USUAL_WAIT_NANOS);
      }
      case "expect" -> new Step.Expect(conditions().read(words));
      case "send" -> {
        String kind = words.next("put, get, del or cas");
        if (!CallReader.begins(kind)) {
          throw words.wrong(kind, "put, get, del or cas");
        }
        yield calls.read(kind, words, true);
      }
      case "answer" -> calls.answer(words);
      default -> throw words.wrong(word, "a step: " + String.join(", ", WORDS));
    };
  }

  private ConditionReader conditions() {
    return new ConditionReader(settings.nodes(), names);
  }

  private Who who(Words words) {
    return Who.read(words, settings.nodes(), names);
  }

  private OptionalInt fixed(Who who) {
    return who.fixed(settings.nodes());
  }

  private Step deed(Words words) {
    return toNodes(DEED.read(words.again()), words);
  }

  private Step corruptLog(Words words) {
    words.must("of");
    return toNodes(Step.Deed.CORRUPT, words);
  }

  private Step toNodes(Step.Deed deed, Words words) {
    Who who = who(words);
    processes.act(deed, fixed(who), words);
    return new Step.ToNodes(deed, who);
  }

  private Step name(Words words) {
    String name = words.next("a name");
    if (Who.isTaken(name)) {
      throw words.wrong(name, "a name of small letters that means nothing else");
    }
    words.must("=");
    Who who = who(words);
    names.add(name);
    return new Step.Name(name, who);
  }

  private Step given(Words words) {
    Who who = who(words);
    processes.give(fixed(who), words);
    words.must("log");
    List<Long> terms = ConditionReader.terms(words);
    if (terms.size() > MOST_GIVEN) {
      throw words.wrong(words.text(), "at most " + MOST_GIVEN + " entries");
    }
    long last = terms.isEmpty() ? 1 : terms.getLast();
    if (!words.take("term")) {
      return new Step.Given(who, terms, last);
    }
    String word = String.valueOf(words.peek());
    long term = TERM.read(words);
    if (term < last) {
      throw words.wrong(word, "a term that is not below that of the last entry");
    }
    return new Step.Given(who, terms, term);
  }

  private Step cut(Words words) {
    Who from = whoOrClients(words);
    boolean oneWay = words.take("to");
    if (!oneWay) {
      words.must("from");
    }
    Who to = whoOrClients(words);
    if (isNothingCut(from, to)) {
      throw words.wrong(words.text(), "two sides that are not the same");
    }
    return new Step.Cut(from, to, !oneWay);
  }

  /** Whoever is on both sides is on the first. */
  private boolean isNothingCut(@Nullable Who from, @Nullable Who to) {
    if (from == null || to == null) {
      return from == null && to == null;
    }
    OptionalInt fixed = fixed(to);
    return fixed.isPresent() && (fixed.getAsInt() & ~fixed(from).orElse(0)) == 0;
  }

  private @Nullable Who whoOrClients(Words words) {
    return words.take("clients") ? null : who(words);
  }

  private Step frames(Words words) {
    Fate fate = FATE.read(words.again());
    FrameKinds kinds = FrameKinds.read(words);
    Who from = words.take("from") ? who(words) : Who.all();
    Who to = words.take("to") ? who(words) : Who.all();
    return new Step.Frames(fate, kinds, from, to);
  }

  private Step inject(Words words) {
    FaultKind kind = KIND.read(words);
    words.must("on");
    Who who = who(words);
    words.must("for");
    long nanos = Units.DURATION.read(words);
    int magnitude = Magnitudes.read(words, kind, settings.nodes());
    processes.strike(kind);
    return new Step.Inject(kind, who, nanos, magnitude);
  }
}
