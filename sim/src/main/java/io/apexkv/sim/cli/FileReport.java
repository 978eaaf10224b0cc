package io.apexkv.sim.cli;

import io.apexkv.sim.history.RecordedHistory;
import io.apexkv.sim.linearizability.CheckResult;

/** What is known of one file. */
sealed interface FileReport {
  /** The file as the user named it, or as it was found in a folder that the user named. */
  String name();

  /** It was read and checked. */
  record Checked(String name, RecordedHistory recorded, CheckResult result) implements FileReport {}

  /** It can't be read as a history. */
  record Unreadable(String name, String reason) implements FileReport {}

  /** It was found in a folder and is something else. */
  record Skipped(String name) implements FileReport {}

  /** The word for people and scripts. */
  default String verdict() {
    return switch (this) {
      case Checked checked ->
          switch (checked.result.verdict()) {
            case LINEARIZABLE -> "linearizable";
            case NOT_LINEARIZABLE -> "not linearizable";
            case UNKNOWN -> "unknown";
          };
      case Unreadable unreadable -> "unreadable";
      case Skipped skipped -> "skipped";
    };
  }
}
