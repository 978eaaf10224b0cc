package io.apexkv.runtime.cli.bench;

import io.apexkv.kernel.base.Nullable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The loads that have names. */
enum Preset {
  PUT_32("put-32", 8, 32, 0),
  PUT_64("put-64", 8, 64, 0),
  GET_32("get-32", 8, 32, 100),
  PUT_1("put-1", 1, 1, 0),
  GET_1("get-1", 1, 1, 100);

  private final String word;
  private final int connections;
  private final int depth;
  private final int readPercent;

  Preset(String word, int connections, int depth, int readPercent) {
    this.word = word;
    this.connections = connections;
    this.depth = depth;
    this.readPercent = readPercent;
  }

  /** As the user writes it. */
  String word() {
    return word;
  }

  int connections() {
    return connections;
  }

  int depth() {
    return depth;
  }

  int readPercent() {
    return readPercent;
  }

  /** The load of a name, or null. */
  static @Nullable Preset of(String word) {
    for (Preset preset : values()) {
      if (preset.word.equals(word)) {
        return preset;
      }
    }
    return null;
  }

  /** All names, for a message. */
  static String words() {
    return Arrays.stream(values()).map(Preset::word).collect(Collectors.joining(", "));
  }

  static List<Preset> all() {
    return List.of(values());
  }
}
