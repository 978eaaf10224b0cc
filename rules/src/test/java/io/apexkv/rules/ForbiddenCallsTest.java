package io.apexkv.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.rules.offending.Innocent;
import io.apexkv.rules.offending.Offenders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForbiddenCallsTest {

  @Test
  void deterministicCodeCallsNothingForbidden() throws Exception {
    assertEquals(List.of(), ForbiddenCalls.in(Modules.DETERMINISTIC));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Offenders.ReadsClock.class,
        Offenders.ReadsWallClock.class,
        Offenders.ReadsClockByReference.class,
        Offenders.Prints.class,
        Offenders.DrawsRandom.class,
        Offenders.DrawsMathRandom.class,
        Offenders.DrawsUuid.class,
        Offenders.Shuffles.class,
        Offenders.TakesIdentityHash.class,
        Offenders.IteratesSetOf.class,
        Offenders.IteratesHashMap.class,
        Offenders.HasHashedCollection.class,
        Offenders.UsesDefaultCharset.class,
        Offenders.UsesDefaultLocale.class,
        Offenders.FormatsInDefaultLocale.class,
        Offenders.RunsInParallel.class
      })
  void aForbiddenCallIsReported(Class<?> offender) throws Exception {
    List<String> lines = ForbiddenCalls.in(Modules.only(offender));
    assertTrue(
        lines.stream().anyMatch(line -> line.startsWith("Forbidden ")), () -> lines.toString());
  }

  @Test
  void everydayCodePasses() throws Exception {
    assertEquals(List.of(), ForbiddenCalls.in(Modules.only(Innocent.class)));
  }
}
