package io.apexkv.sim.history;

/** The recorded formats; {@code docs/histories.md} describes each. */
public enum Format {
  /** Our own: a JSON object a line. */
  JSON_LINES("JSON lines", "{\"process\":0,\"type\":\"invoke\",...}"),
  /** A map in Clojure's notation a line. */
  EDN("EDN", "{:process 0, :type :invoke, ...}"),
  /** The log of a Jepsen run on one register. */
  JEPSEN_LOG("Jepsen log", "INFO  jepsen.util - 0 :invoke ...");

  private final String title;
  private final String example;

  Format(String title, String example) {
    this.title = title;
    this.example = example;
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /** How a line begins. */
  String example() {
    return example;
  }

  LineParser parser() {
    return switch (this) {
      case JSON_LINES -> new JsonLineParser();
      case EDN -> new EdnLineParser();
      case JEPSEN_LOG -> new JepsenLogParser();
    };
  }
}
