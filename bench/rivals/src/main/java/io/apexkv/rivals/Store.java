package io.apexkv.rivals;

/** A replicated map, as the front of a process sees it. */
interface Store {

  /** Hears how an operation ended; called once, on any thread. */
  interface Answer {

    /** A PUT is replicated and durable. */
    void done();

    /** A linearizable GET found a value. */
    void value(byte[] value);

    /** The operation did not happen, or nobody knows. */
    void failed(String why);
  }

  /** Sets a key. */
  void put(byte[] key, byte[] value, Answer answer);

  /** Reads a key linearizably. */
  void get(byte[] key, Answer answer);
}
