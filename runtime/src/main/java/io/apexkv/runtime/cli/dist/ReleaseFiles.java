package io.apexkv.runtime.cli.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is in a release:
 *
 * <pre>
 *   apexkv-VERSION/
 *     LICENSE
 *     README.md              docs/release.md
 *     apex                   a link to bin/apex, so that every line of the documentation can be pasted
 *     bin/apex               the repository's launcher, which builds nothing here
 *     bin/apex-maelstrom
 *     lib/*.jar              what the repository's launcher runs
 *     lib/classes-first.sh   parts of the launchers
 *     lib/find-jdk.sh
 * </pre>
 *
 * <p>No ahead-of-time cache: it would fit one build of one JVM only, and is never the same twice.
 *
 * @param folder the one at the top, {@code apexkv-VERSION}
 * @param sources files by their name in the release, without the folder
 */
record ReleaseFiles(String folder, Map<String, Path> sources) {

  private static final Set<String> EXECUTABLE = Set.of("bin/apex", "bin/apex-maelstrom");

  ReleaseFiles {
    sources = Map.copyOf(sources);
  }

  /**
   * Those of a repository that was built.
   *
   * @throws IOException if one is missing
   */
  static ReleaseFiles of(Path repository, String version) throws IOException {
    Map<String, Path> sources = new TreeMap<>();
    sources.put("LICENSE", repository.resolve("LICENSE"));
    sources.put("README.md", repository.resolve("docs/release.md"));
    sources.put("bin/apex", repository.resolve("apex"));
    sources.put("bin/apex-maelstrom", repository.resolve("maelstrom/apex-maelstrom"));
    for (String part : List.of("classes-first.sh", "find-jdk.sh")) {
      sources.put("lib/" + part, repository.resolve(".mvn").resolve(part));
    }
    try (Stream<Path> built = Files.list(repository.resolve("runtime/target/app"))) {
      built
          .filter(file -> file.getFileName().toString().endsWith(".jar"))
          .forEach(jar -> sources.put("lib/" + jar.getFileName(), jar));
    }
    return new ReleaseFiles("apexkv-" + version, sources);
  }

  /** Packs them, in the order of their names. */
  void pack(TarGz archive) throws IOException {
    String top = folder + "/";
    archive.folder(top);
    archive.link(top + "apex", "bin/apex");
    String inside = top;
    for (Map.Entry<String, Path> source : new TreeMap<>(sources).entrySet()) {
      String name = top + source.getKey();
      String parent = name.substring(0, name.lastIndexOf('/') + 1);
      if (!parent.equals(inside)) {
        archive.folder(parent);
        inside = parent;
      }
      byte[] content = Files.readAllBytes(source.getValue());
      archive.file(name, content, EXECUTABLE.contains(source.getKey()));
    }
  }
}
