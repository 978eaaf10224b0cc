package io.apexkv.rules;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import io.apexkv.rules.offending.Innocent;
import io.apexkv.rules.offending.Offenders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelAllowListTest {

  private static final ArchRule FOR_OFFENDERS =
      KernelAllowList.onlyListedTypes("io.apexkv.rules.offending..");

  @Test
  void theKernelNamesOnlyListedTypes() {
    KernelAllowList.onlyListedTypes("io.apexkv.kernel..").check(Modules.KERNEL);
  }

  @Test
  void theKernelUsesNothingOfSystemButArraycopy() {
    KernelAllowList.ONLY_ARRAYCOPY_OF_SYSTEM.check(Modules.KERNEL);
  }

  @Test
  void theKernelAllocatesNoDirectBuffer() {
    KernelAllowList.NO_DIRECT_BUFFERS.check(Modules.KERNEL);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Offenders.HasHashedCollection.class,
        Offenders.StartsThread.class,
        Offenders.ReadsFile.class,
        Offenders.UsesAtomic.class,
        Offenders.UsesStream.class,
        Offenders.NamesLocale.class
      })
  void aTypeThatIsNotListedIsReported(Class<?> offender) {
    assertReports(FOR_OFFENDERS, Modules.only(offender), offender.getSimpleName());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Offenders.ReadsClock.class,
        Offenders.ReadsClockByReference.class,
        Offenders.Prints.class
      })
  void anotherUseOfSystemIsReportedAlsoByReference(Class<?> offender) {
    assertReports(
        KernelAllowList.ONLY_ARRAYCOPY_OF_SYSTEM, Modules.only(offender), "java.lang.System");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {Offenders.AllocatesDirect.class, Offenders.AllocatesDirectByReference.class})
  void aDirectBufferIsReportedAlsoByReference(Class<?> offender) {
    assertReports(KernelAllowList.NO_DIRECT_BUFFERS, Modules.only(offender), "allocateDirect");
  }

  @Test
  void everydayCodePasses() {
    JavaClasses innocent = Modules.only(Innocent.class);
    for (ArchRule rule :
        List.of(
            FOR_OFFENDERS,
            KernelAllowList.ONLY_ARRAYCOPY_OF_SYSTEM,
            KernelAllowList.NO_DIRECT_BUFFERS)) {
      rule.check(innocent);
    }
  }

  @Test
  void theKernelIsNotEmpty() {
    assertFalse(Modules.KERNEL.isEmpty());
  }

  private static void assertReports(ArchRule rule, JavaClasses offender, String expected) {
    EvaluationResult result = rule.evaluate(offender);
    assertTrue(result.hasViolation(), "no violation found");
    assertTrue(
        result.getFailureReport().toString().contains(expected),
        () -> result.getFailureReport().toString());
  }
}
