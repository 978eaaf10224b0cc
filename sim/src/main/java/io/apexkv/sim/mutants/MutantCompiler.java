package io.apexkv.sim.mutants;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Edits sources and compiles them, all in memory. */
public final class MutantCompiler {

  private static final String OURS = "io.apexkv";

  private final Sources sources;
  private final MemoryCompiler compiler = new MemoryCompiler();

  /** Compiles edits of these sources; everything else comes from the class path. */
  public MutantCompiler(Sources sources) {
    this.sources = sources;
  }

  /**
   * The class files that differ from the class path's once the edits are made, by name.
   *
   * <p>The value of a constant is copied into the classes that name it (Java Language
   * Specification, 13.1), so if an edit changes one, every class that names the constant's is
   * compiled too.
   *
   * @throws IllegalStateException if an edit does not fit its source, or what comes out is not Java
   */
  public Map<String, byte[]> compile(List<Edit> edits) {
    Map<String, String> edited = new LinkedHashMap<>();
    for (Edit edit : edits) {
      String source =
          edited.containsKey(edit.className())
              ? edited.get(edit.className())
              : sources.of(edit.className());
      edited.put(edit.className(), edit.in(source));
    }
    Map<String, byte[]> compiled = compiler.compile(edited);
    Set<String> changed = changedConstants(edited.keySet(), compiled);
    if (changed.isEmpty()) {
      return compiled;
    }
    Map<String, String> withDependants = new TreeMap<>(edited);
    for (String className : topLevelClasses()) {
      if (!edited.containsKey(className)) {
        sources
            .find(className)
            .filter(source -> namesOneOf(changed, source))
            .ifPresent(source -> withDependants.put(className, source));
      }
    }
    return compiler.compile(withDependants);
  }

  /** The edited classes that have other constants than before. */
  private static Set<String> changedConstants(Set<String> edited, Map<String, byte[]> compiled) {
    Set<String> changed = new TreeSet<>();
    for (String className : edited) {
      byte[] now = Objects.requireNonNull(compiled.get(className), className);
      if (!Constants.in(now).equals(Constants.onClassPath(className))) {
        changed.add(className);
      }
    }
    return changed;
  }

  private static boolean namesOneOf(Set<String> classNames, String source) {
    return classNames.stream().anyMatch(name -> source.contains(simpleName(name)));
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  private Set<String> topLevelClasses() {
    try {
      return compiler.topLevelClassesUnder(OURS);
    } catch (IOException unreadable) {
      throw new IllegalStateException("the class path can't be listed", unreadable);
    }
  }
}
