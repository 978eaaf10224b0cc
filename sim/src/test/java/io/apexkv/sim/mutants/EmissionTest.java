package io.apexkv.sim.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.InvariantViolation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmissionTest {

  private static final MutantCompiler COMPILER = new MutantCompiler(Sources.packaged());

  private static Emission emission(String mutant, boolean assertions) {
    return Emission.of(COMPILER, Mutants.find(mutant).orElseThrow(), assertions);
  }

  @Test
  void everyMutantIsOfTheKernelOrRefused() {
    List<Integer> refused = new ArrayList<>();
    for (Mutant mutant : Mutants.ALL) {
      if (Emission.refusal(mutant).isPresent()) {
        refused.add(mutant.number());
      }
    }
    assertEquals(List.of(31), refused);
    String why = Emission.refusal(Mutants.find("31").orElseThrow()).orElseThrow();
    assertTrue(why.startsWith("mutant 31 (time-before-bytes) is a bug of the simulated host"), why);
  }

  @Test
  void onlyClassesOfTheKernelAreEmitted() {
    for (Mutant mutant : Mutants.ALL) {
      if (Emission.refusal(mutant).isEmpty()) {
        for (String name : Emission.of(COMPILER, mutant, false).classes().keySet()) {
          assertTrue(name.startsWith("io.apexkv.kernel."), mutant + ": " + name);
        }
      }
    }
  }

  @Test
  void withAFolderInFrontItsClassesAreTheOnesThatRun(@TempDir Path folder) throws Exception {
    emission("10", false).writeTo(folder);
    assertEquals(Optional.empty(), thrownByAFalseCheck(folder));
  }

  @Test
  void assertionsThatAreKeptStillThrow(@TempDir Path folder) throws Exception {
    emission("10", true).writeTo(folder);
    assertEquals(Optional.of(InvariantViolation.class.getName()), thrownByAFalseCheck(folder));
    assertFalse(emission("10", true).classes().containsKey(Check.class.getName()));
  }

  /** What an assertion that does not hold throws in a Java with the folder in front. */
  private static Optional<String> thrownByAFalseCheck(Path folder) throws Exception {
    URL kernel = Check.class.getProtectionDomain().getCodeSource().getLocation();
    URL[] classPath = {folder.toUri().toURL(), kernel};
    try (URLClassLoader node =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Method check =
          node.loadClass(Check.class.getName()).getMethod("that", boolean.class, String.class);
      try {
        check.invoke(null, false, "a false one");
        return Optional.empty();
      } catch (InvocationTargetException thrown) {
        return Optional.of(String.valueOf(thrown.getCause()).split(":", 2)[0]);
      }
    }
  }
}
