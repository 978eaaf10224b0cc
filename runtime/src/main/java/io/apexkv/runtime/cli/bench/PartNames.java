package io.apexkv.runtime.cli.bench;

import io.apexkv.runtime.cli.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The benchmarks of the module {@code bench}, read from its sources: JMH knows them only once they
 * are built, which takes longer than anybody should wait to learn of a misspelling.
 *
 * @param names as JMH has them, {@code package.Class.method}, in order
 */
record PartNames(List<String> names) {

  private static final String JAVA = ".java";
  private static final Pattern BENCHMARK =
      Pattern.compile("^ *@Benchmark\\s[^{;]*?\\bpublic [^({;]*?(\\w+)\\(", Pattern.MULTILINE);

  PartNames {
    names = List.copyOf(names);
  }

  /** Those below a directory of sources, in which folders are packages. */
  static PartNames below(Path sources) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(path -> path.toString().endsWith(JAVA)).sorted().toList()) {
        String path = sources.relativize(file).toString();
        String type = path.substring(0, path.length() - JAVA.length()).replace('/', '.');
        Matcher method = BENCHMARK.matcher(Files.readString(file));
        while (method.find()) {
          names.add(type + "." + method.group(1));
        }
      }
    }
    return new PartNames(names);
  }

  /**
   * Refuses what JMH could not make anything of.
   *
   * @throws UserMistake if one of them is no regular expression, or finds no benchmark
   */
  void check(List<String> patterns) {
    for (String text : patterns) {
      Pattern pattern = compile(text);
      if (names.stream().noneMatch(name -> pattern.matcher(name).find())) {
        throw new UserMistake(
            "no benchmark's name has '" + text + "', a regular expression.", "There are " + list());
      }
    }
  }

  private Pattern compile(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException wrong) {
      throw new UserMistake(
          "'" + text + "' is no regular expression: " + wrong.getDescription() + ".",
          "Expected a part of a name, like " + names.getFirst() + ".");
    }
  }

  /** {@code CrcBenchmark.checksum, EngineBenchmark.get}: without packages. */
  private String list() {
    return names.stream()
        .map(name -> name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1))
        .collect(Collectors.joining(", ", "", "."));
  }
}
