package io.apexkv.runtime.cli.repl;

import io.apexkv.kernel.base.Nullable;
import java.util.Locale;

/** The commands that there are. */
enum Verb {
  GET("GET key", "prints the value of a key, or (not found)", "GET greeting"),
  PUT("PUT key value", "sets a key", "PUT greeting 'hello, world'"),
  DEL("DEL key", "deletes a key; (not found) if there was nothing to delete", "DEL greeting"),
  CAS(
      "CAS key expected new",
      "sets a key if it holds what is expected; --absent: if there is no such key",
      "CAS owner --absent me"),
  PING("PING", "asks a node for a sign of life", "PING"),
  METRICS("METRICS", "shows what each node has counted since it started", "METRICS"),
  STATUS("STATUS", "shows all nodes and how the cluster is; DESCRIBE is the same", "STATUS"),
  DESCRIBE("DESCRIBE", "the same as STATUS", "DESCRIBE"),
  HELP("HELP [command]", "shows this, or more about one command", "HELP CAS"),
  EXIT("EXIT", "leaves, as Ctrl-D does", "EXIT");

  final String synopsis;
  final String summary;
  final String example;

  Verb(String synopsis, String summary, String example) {
    this.synopsis = synopsis;
    this.summary = summary;
    this.example = example;
  }

  /** The command of a name in any case; null if there is none. */
  static @Nullable Verb of(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (upper.equals("QUIT")) {
      return EXIT;
    }
    for (Verb verb : values()) {
      if (verb.name().equals(upper)) {
        return verb;
      }
    }
    return null;
  }
}
