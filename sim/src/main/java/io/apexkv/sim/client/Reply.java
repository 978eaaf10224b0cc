package io.apexkv.sim.client;

/**
 * How a call ended.
 *
 * @param word what a client was told
 * @param value the number of the value that a GET found, {@link Request#ABSENT} otherwise
 * @param detail the words of an error, or where a redirect leads; empty otherwise
 */
public record Reply(Word word, long value, String detail) {

  /** What a client was told. */
  public enum Word {
    /** A PUT or DEL was applied, or a CAS has swapped. */
    OK,
    /** A GET found a value. */
    VALUE,
    /** A GET or DEL found nothing. */
    ABSENT,
    /** A CAS found another value than expected. */
    NOT_SWAPPED,
    /** Ask elsewhere. */
    REDIRECT,
    /** Certainly not applied, now and ever. */
    FAILED,
    /** Nobody can say. */
    UNKNOWN
  }

  static Reply of(Word word) {
    return new Reply(word, Request.ABSENT, "");
  }

  static Reply of(Word word, String detail) {
    return new Reply(word, Request.ABSENT, detail);
  }

  /** Whether the request was done, whatever it found. */
  boolean served() {
    return switch (word) {
      case OK, VALUE, ABSENT, NOT_SWAPPED -> true;
      case REDIRECT, FAILED, UNKNOWN -> false;
    };
  }

  /** Writes it down. */
  void enter(Journal journal, int operation, Request request) {
    switch (word) {
      case OK -> {
        switch (request.kind()) {
          case PUT -> journal.written(operation);
          case DEL -> journal.deleted(operation, true);
          case CAS -> journal.swapped(operation, true);
          case GET -> throw new IllegalStateException("a GET is never just done");
        }
      }
      case VALUE -> journal.read(operation, value);
      case ABSENT -> {
        if (request.kind() == Request.Kind.GET) {
          journal.read(operation, Request.ABSENT);
        } else {
          journal.deleted(operation, false);
        }
      }
      case NOT_SWAPPED -> journal.swapped(operation, false);
      case REDIRECT, FAILED -> journal.failed(operation);
      case UNKNOWN -> journal.unknown(operation);
    }
  }
}
