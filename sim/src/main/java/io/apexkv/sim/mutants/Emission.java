package io.apexkv.sim.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A mutant as files: with their folder in front of its class path, a real node runs the mutant.
 *
 * <p>Beside the class files goes {@link #MARK}, which says what this is and, for each class, the
 * SHA-256 of the class file in whose place it stands. A node reads it when it starts: it logs which
 * bug it has, and refuses classes that were made from another kernel than its own.
 *
 * @param mutant of the kernel
 * @param assertions whether the kernel's own assertions are on
 * @param classes the class files that differ from the class path's, by name of the class
 */
public record Emission(Mutant mutant, boolean assertions, Map<String, byte[]> classes) {

  /** The file that says what the folder is: properties in UTF-8. */
  public static final String MARK = "META-INF/apexkv-mutant.properties";

  private static final String KERNEL = "io.apexkv.kernel.";
  private static final String SIMULATOR = "io.apexkv.sim.";

  public Emission {
    classes = Collections.unmodifiableMap(new TreeMap<>(classes));
  }

  /** Why a mutant has no place in a real node, if it has none. */
  public static Optional<String> refusal(Mutant mutant) {
    List<Edit> all = new ArrayList<>(mutant.ground());
    all.addAll(mutant.edits());
    return all.stream()
        .map(Edit::className)
        .filter(className -> !className.startsWith(KERNEL))
        .findFirst()
        .map(
            className ->
                mutant
                    + " is a bug of the simulated host ("
                    + className
                    + "), which no real node runs");
  }

  /**
   * Compiles a mutant.
   *
   * @param mutant one that is not {@linkplain #refusal refused}
   */
  public static Emission of(MutantCompiler compiler, Mutant mutant, boolean assertions) {
    List<Edit> edits = new ArrayList<>(mutant.ground());
    edits.addAll(mutant.edits());
    if (!assertions) {
      edits.addAll(Hunt.NO_ASSERTIONS);
    }
    Map<String, byte[]> classes = new TreeMap<>(compiler.compile(edits));
    classes.keySet().removeIf(name -> name.startsWith(SIMULATOR)); // they only name a constant
    return new Emission(mutant, assertions, classes);
  }

  /** The name of a class file, with slashes. */
  public static String fileOf(String className) {
    return className.replace('.', '/') + ".class";
  }

  /** Writes class files and mark into a folder that is there; the mark comes last. */
  public void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      Path file = folder.resolve(fileOf(entry.getKey()));
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
    Path mark = folder.resolve(MARK);
    Files.createDirectories(mark.getParent());
    Files.writeString(mark, mark());
  }

  private String mark() throws IOException {
    StringBuilder text = new StringBuilder("# Classes of ApexKV with a deliberate bug.\n");
    text.append("mutant=").append(mutant.number()).append('\n');
    text.append("name=").append(mutant.name()).append('\n');
    text.append("bug=").append(mutant.bug()).append('\n');
    text.append("assertions=").append(assertions ? "on" : "off").append('\n');
    for (String className : classes.keySet()) {
      text.append("replaces.").append(className).append('=').append(original(className));
      text.append('\n');
    }
    return text.toString();
  }

  /** The SHA-256 of the class path's class file; {@code none} if the bug brought the class. */
  private static String original(String className) throws IOException {
    ClassLoader ours = Emission.class.getClassLoader();
    try (InputStream file = ours.getResourceAsStream(fileOf(className))) {
      if (file == null) {
        return "none";
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
