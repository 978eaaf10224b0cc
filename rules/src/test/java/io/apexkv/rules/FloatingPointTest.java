package io.apexkv.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.rules.offending.Innocent;
import io.apexkv.rules.offending.Offenders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatingPointTest {

  @Test
  void theKernelComputesWithIntegersAlone() throws Exception {
    assertEquals(List.of(), FloatingPoint.in(Modules.KERNEL));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Offenders.AddsDoubles.class,
        Offenders.ComparesFloats.class,
        Offenders.CallsWithDouble.class,
        Offenders.ReadsDoubleField.class
      })
  void floatingPointIsReported(Class<?> offender) throws Exception {
    List<String> lines = FloatingPoint.in(Modules.only(offender));
    assertEquals(1, lines.size(), () -> lines.toString());
  }

  @Test
  void everydayCodePasses() throws Exception {
    assertEquals(List.of(), FloatingPoint.in(Modules.only(Innocent.class)));
  }
}
