package io.apexkv.sim.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the sources of tests, where the build runs them. */
final class ToySources {

  static final String DOOR = "io.apexkv.sim.mutants.toy.Door";
  static final String ROOM = "io.apexkv.sim.mutants.toy.Room";

  private static final Path ROOT = Path.of("src", "test", "java");

  private ToySources() {}

  static Sources ofTests() {
    return className -> {
      Path file = ROOT.resolve(className.replace('.', '/') + ".java");
      try {
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    };
  }
}
