package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Emission;
import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.MutantCompiler;
import io.apexkv.sim.mutants.Sources;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of {@code apex mutants} to plant a bug in real nodes. */
final class EmitOptions {

  @Option(
      names = "--emit",
      arity = "2",
      paramLabel = "NAME DIR",
      hideParamSyntax = true,
      description = {
        "Write the class files of a mutant of the kernel, by name or number, into DIR, which is"
            + " made, or is empty, or holds an earlier one. A node with"
            + " APEX_CLASSES_FIRST=DIR in its environment runs the mutant. Its own assertions are"
            + " off, so that whoever watches it from outside gets to see the bug."
      })
  private List<String> emit = List.of();

  @Option(
      names = "--with-assertions",
      description =
          "With --emit: keep the kernel's own assertions, which stop a node when they see the bug.")
  private boolean withAssertions;

  /** Whether a mutant is to be emitted, and none to be hunted. */
  boolean isWanted() {
    return !emit.isEmpty() || withAssertions;
  }

  /** The mutant that is wanted. */
  String name(CommandLine line) {
    if (emit.isEmpty()) {
      throw new ParameterException(line, "found --with-assertions, expected --emit with it");
    }
    return emit.getFirst();
  }

  /**
   * Emits.
   *
   * @param others mutants that were named besides; expected to be none
   */
  void run(CommandLine line, Mutant mutant, List<String> others) throws IOException {
    if (!others.isEmpty()) {
      throw new ParameterException(
          line, "found '" + others.getFirst() + "', expected --emit with one mutant and a folder");
    }
    if (!System.getProperty("apex.classesFirst", "").isEmpty()) {
      throw new ParameterException(
          line,
          "found APEX_CLASSES_FIRST, expected none here: a mutant is made from ApexKV's own"
              + " classes");
    }
    Emission.refusal(mutant)
        .ifPresent(
            why -> {
              throw new ParameterException(line, why);
            });
    Path folder = Path.of(emit.get(1)).toAbsolutePath().normalize();
    Emission emission = Emission.of(new MutantCompiler(Sources.packaged()), mutant, withAssertions);
    makeRoom(line, folder);
    emission.writeTo(folder);
    print(line.getOut(), emission, folder);
  }

  private static void print(PrintWriter out, Emission emission, Path folder) {
    int files = emission.classes().size();
    out.println(emission.mutant() + ": " + emission.mutant().bug());
    out.println(
        files
            + (files == 1 ? " class file" : " class files")
            + " in "
            + folder
            + "; the kernel's own assertions are "
            + (emission.assertions() ? "on" : "off"));
    emission.classes().keySet().forEach(name -> out.println("  " + Emission.fileOf(name)));
    out.println();
    out.println("one node    APEX_CLASSES_FIRST=" + folder + " ./apex node ...");
    out.println("a cluster   APEX_CLASSES_FIRST=" + folder + " ./apex up");
    out.println("Maelstrom   APEX_CLASSES_FIRST=" + folder + " maelstrom test ...");
    out.flush();
  }

  /** Makes the folder, or empties it if all that it holds is a mutant. */
  private static void makeRoom(CommandLine line, Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new ParameterException(line, "found the file " + folder + ", expected a folder");
    }
    Files.createDirectories(folder);
    Set<Path> emitted = emittedBefore(folder);
    List<Path> others;
    try (Stream<Path> all = Files.walk(folder)) {
      others =
          all.filter(path -> !Files.isDirectory(path) && !emitted.contains(path))
              .collect(Collectors.toCollection(ArrayList::new));
    }
    if (!others.isEmpty()) {
      throw new ParameterException(
          line,
          "found "
              + others.getFirst()
              + ", expected a folder that is missing, empty, or holds a mutant and nothing else");
    }
    for (Path file : emitted) {
      Files.deleteIfExists(file);
    }
  }

  /** The files of the mutant that a folder holds. */
  private static Set<Path> emittedBefore(Path folder) throws IOException {
    Set<Path> files = new TreeSet<>();
    Path mark = folder.resolve(Emission.MARK);
    if (Files.exists(mark)) {
      Properties said = new Properties();
      try (var reader = Files.newBufferedReader(mark)) {
        said.load(reader);
      }
      files.add(mark);
      for (String key : said.stringPropertyNames()) {
        if (key.startsWith("replaces.")) {
          files.add(folder.resolve(Emission.fileOf(key.substring("replaces.".length()))));
        }
      }
    }
    return files;
  }
}
