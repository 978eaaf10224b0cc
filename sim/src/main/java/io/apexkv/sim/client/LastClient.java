package io.apexkv.sim.client;

import io.apexkv.client.core.Outcome;
import io.apexkv.sim.client.Request.Kind;
import io.apexkv.sim.world.World;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The client that comes when all others have stopped: it makes each of some requests until it is
 * served, five times at most. By that time the core is healed, so every one of them has to be; the
 * first that is not ends it.
 */
public final class LastClient {

  private static final int MOST_ATTEMPTS = 5;

  private final Journal journal;
  private final CoreDriver core;
  private final int client;
  private final ArrayDeque<Request> waiting = new ArrayDeque<>();
  private long writes;
  private int pending;
  private int unserved;

  /** A client with a number of its own, from 0. */
  public LastClient(World world, Journal journal, int client) {
    this.journal = journal;
    this.client = client;
    this.core = new CoreDriver(world, client);
  }

  /**
   * Makes requests, so many at once; those made before must have ended.
   *
   * @param requests of a PUT the length of the value counts, and its number is this client's to say
   */
  public void make(List<Request> requests, int atOnce) {
    unserved = 0;
    waiting.addAll(requests);
    for (int slot = 0; slot < atOnce; slot++) {
      next(slot);
    }
  }

  /** Requests under way. */
  public int pending() {
    return pending;
  }

  /** Of the requests made last: how many were not served, or not tried any more. */
  public int unserved() {
    return unserved;
  }

  private void next(int slot) {
    Request request = waiting.poll();
    if (request != null) {
      pending++;
      attempt(slot, request, 1);
    }
  }

  private void attempt(int slot, Request wanted, int attempt) {
    Request request = wanted.kind() == Kind.PUT ? withNewValue(wanted) : wanted;
    int operation = journal.invoke(client << 8 | slot, request);
    core.submit(
        Caller.encode(request), outcome -> answered(slot, request, attempt, operation, outcome));
  }

  /** No value is ever written twice. */
  private Request withNewValue(Request put) {
    long value = Values.number(client + 1, ++writes, put.valueBytes());
    return new Request(Kind.PUT, put.key(), value, Request.ABSENT, put.valueBytes());
  }

  private void answered(int slot, Request request, int attempt, int operation, Outcome outcome) {
    Reply reply = Caller.reply(outcome);
    reply.enter(journal, operation, request);
    if (!reply.served()) {
      if (attempt < MOST_ATTEMPTS) {
        attempt(slot, request, attempt + 1);
        return;
      }
      unserved += 1 + waiting.size();
      waiting.clear();
    }
    pending--;
    next(slot);
  }
}
