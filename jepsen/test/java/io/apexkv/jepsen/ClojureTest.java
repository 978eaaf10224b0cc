package io.apexkv.jepsen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import clojure.java.api.Clojure;
import clojure.lang.IFn;
import clojure.lang.RT;
import clojure.lang.Symbol;
import clojure.lang.Var;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs what clojure.test finds under {@code test/clojure}, each {@code deftest} as a test of its
 * own. Jepsen is not on Maven Central, so nothing here may need it.
 */
class ClojureTest {

  private static final Path TESTS = Path.of("test", "clojure");

  @TestFactory
  Stream<DynamicContainer> clojureTestsPass() {
    require("clojure.test");
    return namespaces().stream()
        .map(
            namespace -> {
              require(namespace);
              return DynamicContainer.dynamicContainer(namespace, testsOf(namespace));
            });
  }

  @Test
  void everyTestNamespaceIsFound() {
    assertTrue(namespaces().size() >= 9, () -> "only " + namespaces());
  }

  private static List<String> namespaces() {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files
          .map(file -> TESTS.relativize(file).toString())
          .filter(file -> file.endsWith("_test.clj"))
          .map(file -> file.replaceAll("\\.clj$", "").replace('/', '.').replace('_', '-'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<DynamicTest> testsOf(String namespace) {
    Map<?, ?> names =
        (Map<?, ?>) Clojure.var("clojure.core", "ns-interns").invoke(Symbol.intern(namespace));
    List<DynamicTest> tests = new ArrayList<>();
    for (Object value : names.values()) {
      Var found = (Var) value;
      if (RT.get(found.meta(), Clojure.read(":test")) != null) {
        tests.add(DynamicTest.dynamicTest(found.sym.getName().replace('-', ' '), () -> run(found)));
      }
    }
    return tests;
  }

  /** Runs one deftest; what clojure.test prints of failures is the message. */
  private static void run(Var test) {
    StringWriter report = new StringWriter();
    IFn hashMap = Clojure.var("clojure.core", "hash-map");
    Var.pushThreadBindings(
        RT.map(
            Clojure.var("clojure.test", "*test-out*"),
            report,
            Clojure.var("clojure.test", "*report-counters*"),
            Clojure.var("clojure.core", "ref")
                .invoke(
                    hashMap.invoke(
                        key("test"), 0, key("pass"), 0, key("fail"), 0, key("error"), 0)),
            Clojure.var("clojure.core", "*ns*"),
            RT.CLOJURE_NS));
    try {
      Clojure.var("clojure.test", "test-vars").invoke(RT.vector(test));
      Object counters =
          Clojure.var("clojure.core", "deref")
              .invoke(((Var) Clojure.var("clojure.test", "*report-counters*")).deref());
      assertEquals(0L, count(counters, "fail") + count(counters, "error"), report::toString);
      assertTrue(count(counters, "pass") > 0, "it asserts nothing");
    } finally {
      Var.popThreadBindings();
    }
  }

  private static Object key(String name) {
    return Clojure.read(":" + name);
  }

  private static long count(Object counters, String name) {
    return ((Number) RT.get(counters, key(name))).longValue();
  }

  private static void require(String namespace) {
    Clojure.var("clojure.core", "require").invoke(Symbol.intern(namespace));
  }
}
