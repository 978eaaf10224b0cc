package io.apexkv.sim.network;

import java.util.Arrays;

/**
 * Who reaches whom. Endpoints are nodes (1 and up) and clients (0 and up). A directed pair may be
 * cut several times and reaches again when each cut was mended.
 */
public final class Reach {

  private static final int FIRST_CLIENT = 16;

  /** All endpoints are below this. */
  public static final int ENDPOINTS = FIRST_CLIENT + 16;

  private final int[] cuts = new int[ENDPOINTS * ENDPOINTS];

  /** Everybody reaches everybody. */
  public Reach() {}

  /** The endpoint of a node, 1 to 9. */
  public static int node(int node) {
    return node;
  }

  /** The endpoint of a client, 0 to 15. */
  public static int client(int client) {
    return FIRST_CLIENT + client;
  }

  /** Cuts one direction once more. */
  public void cut(int from, int to) {
    cuts[from * ENDPOINTS + to]++;
  }

  /** Takes back one cut of one direction. */
  public void mend(int from, int to) {
    cuts[from * ENDPOINTS + to]--;
  }

  /** Takes back every cut. */
  public void mendAll() {
    Arrays.fill(cuts, 0);
  }

  /** Whether frames pass in this direction. */
  public boolean passes(int from, int to) {
    return cuts[from * ENDPOINTS + to] == 0;
  }

  /** Whether frames pass in both directions. */
  public boolean connects(int one, int two) {
    return passes(one, two) && passes(two, one);
  }
}
