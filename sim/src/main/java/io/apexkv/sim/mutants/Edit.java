package io.apexkv.sim.mutants;

/**
 * A change of the source of one class.
 *
 * @param className the top-level class, with its package
 * @param fragment text that occurs exactly once in its source
 * @param replacement what stands in its place
 */
public record Edit(String className, String fragment, String replacement) {

  public Edit {
    if (fragment.isBlank() || fragment.equals(replacement)) {
      throw new IllegalArgumentException("an edit of " + className + " changes nothing");
    }
  }

  /**
   * The source with this change.
   *
   * @throws IllegalStateException if the fragment does not occur exactly once: the source was
   *     changed since, and somebody has to say anew what the bug is
   */
  public String in(String source) {
    int first = source.indexOf(fragment);
    if (first < 0 || source.indexOf(fragment, first + 1) >= 0) {
      throw new IllegalStateException(
          "the fragment '"
              + fragment
              + "' occurs "
              + (first < 0 ? "nowhere" : "more than once")
              + " in "
              + className
              + ", expected exactly once");
    }
    return source.substring(0, first) + replacement + source.substring(first + fragment.length());
  }
}
