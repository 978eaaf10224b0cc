package io.apexkv.sim.history;

/** What an operation asks of one key. */
public enum Action {
  /** Answers the value, or that there is none. */
  READ("read"),
  /** Sets the value, whatever was there. */
  WRITE("write"),
  /** Sets a new value if the old one is the expected one, and says whether it was. */
  CAS("cas"),
  /** Removes the value; may say whether there was one. */
  DELETE("delete"),
  /** Puts bytes behind the value. */
  APPEND("append");

  private final String word;

  Action(String word) {
    this.word = word;
  }

  /** The word for this action in our own format and in messages. */
  public String word() {
    return word;
  }
}
