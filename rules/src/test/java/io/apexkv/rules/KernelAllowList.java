package io.apexkv.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/**
 * What the kernel may name: itself, and these types of {@code java.base}. Whatever is not here is
 * refused.
 */
final class KernelAllowList {

  /**
   * Values, text, errors; System is here for arraycopy alone, see {@link
   * #ONLY_ARRAYCOPY_OF_SYSTEM}.
   */
  private static final Set<String> JAVA_LANG =
      Set.of(
          "ArithmeticException",
          "AssertionError",
          "AutoCloseable",
          "Boolean",
          "Byte",
          "CharSequence",
          "Character",
          "Class",
          "Comparable",
          "Deprecated",
          "Enum",
          "Error",
          "Exception",
          "FunctionalInterface",
          "IllegalArgumentException",
          "IllegalStateException",
          "IndexOutOfBoundsException",
          "Integer",
          "Iterable",
          "Long",
          "MatchException",
          "Math",
          "NoSuchFieldError",
          "NullPointerException",
          "Number",
          "Object",
          "Override",
          "Record",
          "Runnable",
          "RuntimeException",
          "SafeVarargs",
          "Short",
          "String",
          "StringBuilder",
          "SuppressWarnings",
          "System",
          "Throwable",
          "UnsupportedOperationException",
          "Void");

  /** Collections that iterate in an order of their own: never by hash. */
  private static final Set<String> JAVA_UTIL =
      Set.of(
          "AbstractList",
          "AbstractMap",
          "ArrayDeque",
          "ArrayList",
          "Arrays",
          "BitSet",
          "Collection",
          "Collections",
          "Comparator",
          "Deque",
          "EnumMap",
          "EnumSet",
          "HexFormat",
          "Iterator",
          "List",
          "ListIterator",
          "Map",
          "Map$Entry",
          "NavigableMap",
          "NavigableSet",
          "NoSuchElementException",
          "Objects",
          "Optional",
          "OptionalInt",
          "OptionalLong",
          "PrimitiveIterator$OfInt",
          "PrimitiveIterator$OfLong",
          "PriorityQueue",
          "Queue",
          "Set",
          "SortedMap",
          "SortedSet",
          "TreeMap",
          "TreeSet");

  /** Checksums, buffers, and access to them. Bytes and text are converted by named charsets. */
  private static final Set<String> OTHERS =
      Set.of(
          "java.nio.Buffer",
          "java.nio.BufferOverflowException",
          "java.nio.BufferUnderflowException",
          "java.nio.ByteBuffer",
          "java.nio.ByteOrder",
          "java.nio.IntBuffer",
          "java.nio.LongBuffer",
          "java.nio.charset.Charset",
          "java.nio.charset.StandardCharsets",
          "java.util.zip.CRC32C",
          "java.util.zip.Checksum");

  /** What javac itself writes into class files for lambdas, records, switches and concatenation. */
  private static final Set<String> GENERATED_BY_JAVAC =
      Set.of(
          "java.lang.invoke.CallSite",
          "java.lang.invoke.LambdaMetafactory",
          "java.lang.invoke.MethodHandle",
          "java.lang.invoke.MethodHandles",
          "java.lang.invoke.MethodHandles$Lookup",
          "java.lang.invoke.MethodType",
          "java.lang.invoke.StringConcatFactory",
          "java.lang.invoke.TypeDescriptor",
          "java.lang.invoke.VarHandle",
          "java.lang.runtime.ObjectMethods",
          "java.lang.runtime.SwitchBootstraps");

  static final ArchRule ONLY_ARRAYCOPY_OF_SYSTEM =
      noClasses()
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "java.lang.System is used for more than arraycopy",
                  (JavaAccess<?> access) ->
                      access.getTargetOwner().isEquivalentTo(System.class)
                          && !access.getName().equals("arraycopy")))
          .because("clock, environment and output belong to the host");

  static final ArchRule NO_DIRECT_BUFFERS =
      noClasses()
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "a direct buffer is allocated",
                  (JavaAccess<?> access) -> access.getName().equals("allocateDirect")))
          .because("large and I/O memory comes from the host, under its budget");

  private KernelAllowList() {}

  /**
   * The rule that classes name nothing but the list and their own packages.
   *
   * @param ownPackages the packages under judgement, in ArchUnit's notation
   */
  static ArchRule onlyListedTypes(String ownPackages) {
    return classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(ownPackages)
                .or(
                    DescribedPredicate.describe(
                        "are on the kernel's allow-list", KernelAllowList::isListed)))
        .because("the kernel is pure: java.base alone, and of it only what is deterministic");
  }

  private static boolean isListed(JavaClass type) {
    JavaClass element = type.getBaseComponentType();
    if (element.isPrimitive()) {
      return true;
    }
    String name = element.getName();
    String inPackage = name.substring(element.getPackageName().length() + 1);
    return switch (element.getPackageName()) {
      case "java.lang" -> JAVA_LANG.contains(inPackage);
      case "java.util" -> JAVA_UTIL.contains(inPackage);
      case "java.lang.annotation", "java.util.function" -> true;
      default -> OTHERS.contains(name) || GENERATED_BY_JAVAC.contains(name);
    };
  }
}
