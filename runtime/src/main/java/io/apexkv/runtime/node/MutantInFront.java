package io.apexkv.runtime.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A kernel with a deliberate bug, as {@code apex mutants --emit} writes it, in front of the class
 * path. The bug is in the classes there; all that is done here is to say so, and to see that they
 * were made from the kernel that stands behind them.
 *
 * @param title the mutant's number, name and bug, and whether the kernel's assertions are on
 */
public record MutantInFront(String title) {

  /** Set by the launcher, for logs: what comes before ApexKV's own classes. */
  public static final String CLASSES_FIRST = "apex.classesFirst";

  /** Lies beside the classes; its writer is the simulator, which is no part of a server. */
  static final String MARK = "META-INF/apexkv-mutant.properties";

  private static final String REPLACES = "replaces.";
  private static final String NONE = "none";

  /**
   * The one of this process, if there is one.
   *
   * @throws StartRefused if it was made from another kernel
   */
  public static Optional<MutantInFront> find() throws StartRefused {
    try {
      return find(MutantInFront.class.getClassLoader());
    } catch (IOException unreadable) {
      throw new StartRefused(
          "the mutant in front of the class path can't be read: " + unreadable.getMessage() + ".",
          "Emit it again: ./apex mutants --emit NAME DIR");
    }
  }

  /** The same for another class path. */
  static Optional<MutantInFront> find(ClassLoader loader) throws IOException, StartRefused {
    try (InputStream mark = loader.getResourceAsStream(MARK)) {
      if (mark == null) {
        return Optional.empty();
      }
      Properties said = new Properties();
      said.load(new InputStreamReader(mark, StandardCharsets.UTF_8));
      for (String key : said.stringPropertyNames()) {
        if (key.startsWith(REPLACES)) {
          String className = key.substring(REPLACES.length());
          if (!said.getProperty(key).equals(behind(loader, className))) {
            throw new StartRefused(
                "the mutant in front of the class path was made from another "
                    + className
                    + " than this ApexKV's.",
                "Emit it with this ApexKV: ./apex mutants --emit NAME DIR");
          }
        }
      }
      return Optional.of(new MutantInFront(title(said)));
    }
  }

  private static String title(Properties said) {
    return "mutant "
        + said.getProperty("mutant")
        + " ("
        + said.getProperty("name")
        + "), assertions "
        + said.getProperty("assertions")
        + ": "
        + said.getProperty("bug");
  }

  /** The SHA-256 of the class file that comes next on the class path: the one that is replaced. */
  private static String behind(ClassLoader loader, String className) throws IOException {
    String file = className.replace('.', '/') + ".class";
    List<URL> all = Collections.list(loader.getResources(file));
    if (all.size() < 2) {
      return NONE;
    }
    try (InputStream original = all.get(1).openStream()) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(original.readAllBytes());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
