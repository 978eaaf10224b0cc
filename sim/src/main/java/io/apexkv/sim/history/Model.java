package io.apexkv.sim.history;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The sequential object that each key of a history claims to be. */
public enum Model {
  /** A register with compare-and-swap: starts without a value ({@code nil}). */
  REGISTER("register"),
  /** A string with append: starts empty. Get is {@code READ}, put is {@code WRITE}. */
  KV("kv");

  private final String word;

  Model(String word) {
    this.word = word;
  }

  /** Whether operations of this kind make sense for this object. */
  public boolean has(Action action) {
    return switch (action) {
      case READ, WRITE -> true;
      case CAS, DELETE -> this == REGISTER;
      case APPEND -> this == KV;
    };
  }

  /** The name by which users choose it. */
  public String word() {
    return word;
  }

  /** The allowed actions, for messages. */
  public String actionWords() {
    return Arrays.stream(Action.values())
        .filter(this::has)
        .map(Action::word)
        .collect(Collectors.joining(", "));
  }
}
