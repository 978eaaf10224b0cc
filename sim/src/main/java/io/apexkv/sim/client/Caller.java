package io.apexkv.sim.client;

import io.apexkv.client.core.ClientRequest;
import io.apexkv.client.core.Outcome;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.world.Violation;
import io.apexkv.sim.world.World;
import java.util.function.Consumer;

/**
 * A client that calls when it is told to: under its session, by the core of the real Java client,
 * or as a plain command to one node. What it was told goes into the journal.
 */
public final class Caller {

  private static final int OPERATION_BITS = 16;

  private final World world;
  private final Journal journal;
  private final int client;
  private final CoreDriver core;
  private int calls;

  /** A client with a number, from 0. */
  public Caller(World world, Journal journal, int client) {
    this.world = world;
    this.journal = journal;
    this.client = client;
    this.core = new CoreDriver(world, client);
  }

  /** Calls under the client's session: to whoever leads, again and again within its deadline. */
  public void call(Request request, Consumer<Reply> hears) {
    int operation = invoke(request);
    core.submit(
        encode(request),
        outcome -> {
          Reply reply = reply(outcome);
          reply.enter(journal, operation, request);
          hears.accept(reply);
        });
  }

  /**
   * Sends a plain command once, to one node.
   *
   * @param forward whether the node may ask the leader in the client's place
   */
  public void callPlain(Request request, int node, boolean forward, Consumer<Reply> hears) {
    int operation = invoke(request);
    new PlainCall(
            world,
            request,
            forward,
            reply -> {
              reply.enter(journal, operation, request);
              hears.accept(reply);
            })
        .begin(client, node);
  }

  /** Each call is a process of its own, since one that ended UNKNOWN never ends. */
  private int invoke(Request request) {
    return journal.invoke(client << OPERATION_BITS | calls++, request);
  }

  static ClientRequest encode(Request request) {
    byte[] key = Values.key(request.key());
    return switch (request.kind()) {
      case GET -> ClientRequest.get(key);
      case PUT -> ClientRequest.put(key, Values.value(request.value()));
      case DEL -> ClientRequest.delete(key);
      case CAS ->
          ClientRequest.compareAndSet(key, expected(request), Values.value(request.value()));
    };
  }

  private static byte @Nullable [] expected(Request request) {
    return request.expected() == Request.ABSENT ? null : Values.value(request.expected());
  }

  static Reply reply(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Value found -> new Reply(Reply.Word.VALUE, Values.number(found.bytes()), "");
      case Outcome.NotFound none -> Reply.of(Reply.Word.ABSENT);
      case Outcome.Done done -> Reply.of(Reply.Word.OK);
      case Outcome.CasFailed failed -> Reply.of(Reply.Word.NOT_SWAPPED);
      case Outcome.Failed failed -> Reply.of(Reply.Word.FAILED, failed.message());
      case Outcome.Unknown unknown -> Reply.of(Reply.Word.UNKNOWN, unknown.message());
      case Outcome.Pong pong -> throw unasked(pong);
      case Outcome.Measured measured -> throw unasked(measured);
      case Outcome.Described described -> throw unasked(described);
    };
  }

  private static Violation unasked(Outcome outcome) {
    return new Violation("client-protocol", "nobody asked for " + outcome);
  }
}
