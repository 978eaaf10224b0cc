package io.apexkv.sim.scenario;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.client.Caller;
import io.apexkv.sim.client.Reply;
import io.apexkv.sim.client.Request;
import io.apexkv.sim.world.World;
import java.util.List;
import java.util.Objects;

/** What a script's clients have asked, and the answers. */
final class Calls {

  private static final char FIRST = 'a';

  private final World world;
  private final Transcript text;
  private final Caller[] callers;
  private final List<String> keys;

  /** By client: the last answer, null while it waits for one. */
  private final @Nullable Reply[] answers;

  /** While many calls of one step are made, only those that differ from the first are told. */
  private boolean isCounting;

  private String usual = "";
  private int count;

  Calls(World world, Transcript text, Caller[] callers, List<String> keys) {
    this.world = world;
    this.text = text;
    this.callers = callers.clone();
    this.keys = keys;
    this.answers = new @Nullable Reply[callers.length];
  }

  /** Makes a call; to a node, or if that is 0 under the client's session. */
  void send(Step.Call call, Request request, int node) {
    int client = call.client() - FIRST;
    answers[client] = null;
    if (node == 0) {
      callers[client].call(request, reply -> answered(call.client(), request, reply));
    } else {
      callers[client].callPlain(
          request, node, call.forwarded(), reply -> answered(call.client(), request, reply));
    }
  }

  boolean isAnswered(char client) {
    return answers[client - FIRST] != null;
  }

  Reply answer(char client) {
    return Objects.requireNonNull(answers[client - FIRST], "somebody waited for the answer");
  }

  /** The calls of one step begin. */
  void begin() {
    isCounting = true;
    usual = "";
    count = 0;
  }

  /** The calls of one step were answered. */
  void end(Step.Call call) {
    isCounting = false;
    if (count > 1) {
      text.event(world.nowNanos(), "client " + call.client(), count + " times " + usual);
    }
  }

  private void answered(char client, Request request, Reply reply) {
    answers[client - FIRST] = reply;
    String told = Expected.told(reply);
    if (isCounting && told.equals(usual)) {
      count++;
      return;
    }
    if (isCounting) {
      usual = told;
      count = 1;
    }
    text.event(world.nowNanos(), "client " + client, show(request) + " = " + told);
  }

  private String show(Request request) {
    String key = keys.get(request.key());
    return switch (request.kind()) {
      case GET -> "get " + key;
      case DEL -> "del " + key;
      case PUT -> "put " + key + " " + Expected.valueOf(request.value());
      case CAS ->
          "cas "
              + key
              + " "
              + (request.expected() == Request.ABSENT
                  ? "absent"
                  : Long.toString(Expected.valueOf(request.expected())))
              + " "
              + Expected.valueOf(request.value());
    };
  }
}
