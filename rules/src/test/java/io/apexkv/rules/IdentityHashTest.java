package io.apexkv.rules;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.rules.offending.Innocent;
import io.apexkv.rules.offending.Offenders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityHashTest {

  @Test
  void deterministicCodeTakesNoIdentityHash() {
    IdentityHash.IS_NOT_TAKEN.check(Modules.DETERMINISTIC);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Offenders.TakesDefaultHash.class,
        Offenders.TakesDefaultHashByReference.class,
        Offenders.TakesInheritedHash.class,
        Offenders.TakesHashOfEnum.class
      })
  void anIdentityHashIsReported(Class<?> offender) {
    assertTrue(IdentityHash.IS_NOT_TAKEN.evaluate(Modules.only(offender)).hasViolation());
  }

  @Test
  void theHashOfAValuePasses() {
    IdentityHash.IS_NOT_TAKEN.check(Modules.only(Innocent.class));
  }
}
