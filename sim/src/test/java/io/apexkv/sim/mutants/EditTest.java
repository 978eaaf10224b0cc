package io.apexkv.sim.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EditTest {

  private static final Edit EDIT = new Edit("a.B", "x > 0", "x >= 0");

  @Test
  void replacesTheFragmentAndNothingElse() {
    assertEquals("if (x >= 0) { x--; }", EDIT.in("if (x > 0) { x--; }"));
  }

  @Test
  void aFragmentThatIsNotThereIsAnError() {
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> EDIT.in("if (y > 0) {}"));
    assertTrue(String.valueOf(error.getMessage()).contains("nowhere in a.B"), error.getMessage());
  }

  @Test
  void aFragmentThatIsThereTwiceIsAnError() {
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> EDIT.in("x > 0 || x > 0"));
    assertTrue(String.valueOf(error.getMessage()).contains("more than once"), error.getMessage());
  }

  @Test
  void anEditThatChangesNothingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Edit("a.B", "x", "x"));
    assertThrows(IllegalArgumentException.class, () -> new Edit("a.B", " ", "x"));
  }
}
