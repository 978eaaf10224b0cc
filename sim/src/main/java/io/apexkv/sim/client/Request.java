package io.apexkv.sim.client;

/**
 * One operation of a client.
 *
 * @param kind what to do
 * @param key the key's number
 * @param value the number of the value that a PUT or CAS writes
 * @param expected the number of the value that a CAS expects, {@link #ABSENT} for none
 * @param valueBytes length of the written value
 */
public record Request(Kind kind, int key, long value, long expected, int valueBytes) {

  /** What to do with the key. */
  public enum Kind {
    GET,
    PUT,
    DEL,
    CAS
  }

  /** The number of no value. */
  public static final long ABSENT = -1;

  /** A request to read a key. */
  public static Request get(int key) {
    return new Request(Kind.GET, key, ABSENT, ABSENT, 0);
  }

  /** A request to delete a key. */
  public static Request del(int key) {
    return new Request(Kind.DEL, key, ABSENT, ABSENT, 0);
  }

  /** Whether it may change something. */
  public boolean writes() {
    return kind != Kind.GET;
  }
}
