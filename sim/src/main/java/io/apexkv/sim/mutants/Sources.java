package io.apexkv.sim.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The sources of the classes that are running. The build puts them beside the class files, in the
 * same jar, so that they are at hand wherever the simulator runs and are always those of the class
 * files.
 */
public interface Sources {

  /** Where in a jar the sources are. */
  String ROOT = "META-INF/sources/";

  /** The source of a top-level class, if it has one here. */
  Optional<String> find(String className);

  /** The source of a top-level class, which has to be here. */
  default String of(String className) {
    return find(className)
        .orElseThrow(
            () -> new IllegalStateException("there is no source of " + className + " in " + ROOT));
  }

  /** The sources that were packaged with the classes of the class path. */
  static Sources packaged() {
    return className -> {
      String path = ROOT + className.replace('.', '/') + ".java";
      try (InputStream source = Sources.class.getClassLoader().getResourceAsStream(path)) {
        return source == null
            ? Optional.empty()
            : Optional.of(new String(source.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    };
  }
}
