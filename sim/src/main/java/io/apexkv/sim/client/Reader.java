package io.apexkv.sim.client;

import io.apexkv.client.core.ClientRequest;
import io.apexkv.client.core.Outcome;
import io.apexkv.sim.world.World;

/** Reads every key once, at the end of a run, so that what was acknowledged and lost is missed. */
public final class Reader implements SimClient {

  private static final int MOST_ATTEMPTS = 5;
  private static final int AT_ONCE = 8;

  private final Journal journal;
  private final CoreDriver core;
  private final int client;
  private final int keys;
  private int nextKey;
  private int pending;
  private int unread;

  /** A client that reads keys 0 to {@code keys - 1}. */
  public Reader(World world, Journal journal, int client, int keys) {
    this.journal = journal;
    this.client = client;
    this.keys = keys;
    this.core = new CoreDriver(world, client);
  }

  @Override
  public void start() {
    for (int slot = 0; slot < AT_ONCE; slot++) {
      next(slot);
    }
  }

  @Override
  public void stop() {
    nextKey = keys;
  }

  @Override
  public int pending() {
    return pending;
  }

  /** Keys that could not be read. */
  public int unread() {
    return unread;
  }

  private void next(int slot) {
    if (nextKey < keys) {
      pending++;
      read(slot, nextKey++, 1);
    }
  }

  private void read(int slot, int key, int attempt) {
    Request request = new Request(Request.Kind.GET, key, Request.ABSENT, Request.ABSENT, 0);
    int operation = journal.invoke(client << 8 | slot, request);
    core.submit(
        ClientRequest.get(Values.key(key)),
        outcome -> answered(slot, key, attempt, operation, outcome));
  }

  private void answered(int slot, int key, int attempt, int operation, Outcome outcome) {
    switch (outcome) {
      case Outcome.Value found -> journal.read(operation, Values.number(found.bytes()));
      case Outcome.NotFound none -> journal.read(operation, Request.ABSENT);
      default -> {
        journal.failed(operation);
        if (attempt < MOST_ATTEMPTS) {
          read(slot, key, attempt + 1);
          return;
        }
        unread++;
      }
    }
    pending--;
    next(slot);
  }
}
