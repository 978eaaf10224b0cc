package io.apexkv.sim.client;

import io.apexkv.client.core.ClientRequest;
import io.apexkv.client.core.Outcome;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.event.Event;
import io.apexkv.sim.world.Violation;
import io.apexkv.sim.world.World;

/**
 * A client with sessions and retries: the core of the real Java client, on the simulated network.
 * What is judged is what the core told its caller.
 */
public final class SessionClient implements SimClient {

  private final World world;
  private final Journal journal;
  private final int client;
  private final Requests requests;
  private final CoreDriver core;

  private int pending;
  private boolean stopped;

  /** A client with a number below all others' count, from 0. */
  public SessionClient(World world, Journal journal, int client) {
    this.world = world;
    this.journal = journal;
    this.client = client;
    this.requests = new Requests(world.plan(), world.luck(), client);
    this.core = new CoreDriver(world, client);
  }

  @Override
  public void start() {
    for (int slot = 0; slot < world.plan().workload().window(); slot++) {
      think(slot);
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public int pending() {
    return pending;
  }

  private void think(int slot) {
    world
        .queue()
        .after(
            requests.thinkNanos(world.nowNanos()),
            new Event() {
              @Override
              protected void happen() {
                if (!stopped) {
                  invoke(slot, requests.next(world.nowNanos()));
                }
              }
            });
  }

  private void invoke(int slot, Request request) {
    int operation = journal.invoke(client << 8 | slot, request);
    pending++;
    core.submit(
        encode(request),
        outcome -> {
          pending--;
          completed(operation, request, outcome);
          think(slot);
        });
  }

  private static ClientRequest encode(Request request) {
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

  private void completed(int operation, Request request, Outcome outcome) {
    switch (outcome) {
      case Outcome.Value found -> {
        long value = Values.number(found.bytes());
        journal.read(operation, value);
        requests.saw(request.key(), value);
      }
      case Outcome.NotFound none -> {
        if (request.kind() == Request.Kind.GET) {
          journal.read(operation, Request.ABSENT);
        } else {
          journal.deleted(operation, false);
        }
        requests.saw(request.key(), Request.ABSENT);
      }
      case Outcome.Done done -> {
        switch (request.kind()) {
          case PUT -> journal.written(operation);
          case DEL -> journal.deleted(operation, true);
          case CAS -> journal.swapped(operation, true);
          case GET -> throw new Violation("client-protocol", "a GET is never just done");
        }
        requests.saw(request.key(), request.value());
      }
      case Outcome.CasFailed failed -> journal.swapped(operation, false);
      case Outcome.Failed failed -> journal.failed(operation);
      case Outcome.Unknown unknown -> journal.unknown(operation);
      case Outcome.Pong pong -> throw new Violation("client-protocol", "nobody asked for " + pong);
      case Outcome.Measured measured ->
          throw new Violation("client-protocol", "nobody asked for " + measured);
      case Outcome.Described described ->
          throw new Violation("client-protocol", "nobody asked for " + described);
    }
  }
}
