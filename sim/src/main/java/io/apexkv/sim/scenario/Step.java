package io.apexkv.sim.scenario;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.client.Request;
import io.apexkv.sim.network.FrameRule;
import io.apexkv.sim.plan.FaultKind;
import java.util.List;

/** One thing that a script does. */
sealed interface Step {

  /** What is done to nodes. */
  enum Deed {
    START,
    STOP,
    KILL,
    POWER_OFF,
    PAUSE,
    RESUME,
    CORRUPT
  }

  /** {@code start WHO} and so on. */
  record ToNodes(Deed deed, Who who) implements Step {}

  /** {@code name NAME = WHO}: from now on that name means who that is now. */
  record Name(String name, Who who) implements Step {}

  /** {@code given WHO log TERMS [term N]}: what is on disk before a first start. */
  record Given(Who who, List<Long> terms, long term) implements Step {}

  /** {@code cut WHO from WHO}, or one way: {@code cut WHO to WHO}; null means all clients. */
  record Cut(@Nullable Who from, @Nullable Who to, boolean bothWays) implements Step {}

  /** {@code heal}: takes back all cuts. */
  record Heal() implements Step {}

  /** {@code drop|hold|copy|corrupt|pass KINDS [after N] [from WHO] [to WHO]}. */
  record Frames(FrameRule.Fate fate, FrameKinds kinds, Who from, Who to) implements Step {}

  /** {@code pass}: frames go their ordinary way again, and those that waited arrive. */
  record PassAll() implements Step {}

  /** {@code fault KIND on WHO for TIME [magnitude N]}. */
  record Inject(FaultKind kind, Who who, long nanos, int magnitude) implements Step {}

  /** {@code elect WHO}: frames by which others could win or keep an election are lost meanwhile. */
  record Elect(Who who) implements Step {}

  /** {@code run TIME}. */
  record RunFor(long nanos) implements Step {}

  /** {@code await CONDITION [within TIME]}. */
  record Await(Condition condition, long withinNanos) implements Step {}

  /** {@code expect CONDITION}. */
  record Expect(Condition condition) implements Step {}

  /**
   * {@code put KEY VALUE}, {@code get KEY}, {@code del KEY}, {@code cas KEY OLD NEW}, each {@code
   * [by CLIENT] [at WHO [forwarded]] [= OUTCOME]}, done one after another.
   *
   * @param at to whom it goes once, as a plain command; null if it goes under the client's session
   * @param sentOnly whether the script goes on without the answer
   */
  record Call(
      List<Request> requests,
      char client,
      @Nullable Who at,
      boolean forwarded,
      Expected outcome,
      boolean sentOnly)
      implements Step {}

  /** {@code answer [by CLIENT] = OUTCOME}: waits for the answer of the call that was sent. */
  record Answer(char client, Expected outcome) implements Step {}
}
