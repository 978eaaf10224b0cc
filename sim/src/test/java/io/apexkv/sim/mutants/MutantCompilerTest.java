package io.apexkv.sim.mutants;

import static io.apexkv.sim.mutants.ToySources.DOOR;
import static io.apexkv.sim.mutants.ToySources.ROOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.mutants.toy.Door;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class MutantCompilerTest {

  private final MutantCompiler compiler = new MutantCompiler(ToySources.ofTests());

  private static IntPredicate door(Map<String, byte[]> replaced) throws Exception {
    Class<?> type = new MutantLoader(replaced).loadClass(DOOR);
    return (IntPredicate) type.getConstructor().newInstance();
  }

  @Test
  void aPlantedBugLivesInsideTheLoaderAndNowhereElse() throws Exception {
    IntPredicate mutant =
        door(compiler.compile(List.of(new Edit(DOOR, "inside < Room.SEATS", "inside > 0"))));
    assertFalse(mutant.test(0));
    assertTrue(mutant.test(100));
    assertTrue(new Door().test(0));
    assertFalse(new Door().test(100));
    assertTrue(door(Map.of()).test(0));
  }

  @Test
  void severalEditsOfOneClassAreMadeTogether() throws Exception {
    IntPredicate mutant =
        door(
            compiler.compile(
                List.of(
                    new Edit(DOOR, "inside < Room.SEATS", "inside < LIMIT"),
                    new Edit(
                        DOOR, "  @Override", "  private static int LIMIT = 1;\n\n  @Override"))));
    assertTrue(mutant.test(0));
    assertFalse(mutant.test(1));
  }

  @Test
  void aChangedConstantReachesTheClassesThatNameIt() throws Exception {
    Map<String, byte[]> compiled =
        compiler.compile(List.of(new Edit(ROOM, "SEATS = 3", "SEATS = 5")));
    assertTrue(compiled.keySet().containsAll(Set.of(DOOR, ROOM)), compiled.keySet().toString());
    assertTrue(door(compiled).test(4));
    byte[] roomAlone = Objects.requireNonNull(compiled.get(ROOM));
    assertFalse(door(Map.of(ROOM, roomAlone)).test(4), "the constant is copied indeed");
  }

  @Test
  void whereNoConstantChangesOnlyTheEditedClassIsCompiled() {
    Map<String, byte[]> compiled =
        compiler.compile(List.of(new Edit(ROOM, "private Room() {}", "Room() {}")));
    assertEquals(Set.of(ROOM), compiled.keySet());
  }

  @Test
  void whatIsNotJavaIsAnErrorThatQuotesTheCompiler() {
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () -> compiler.compile(List.of(new Edit(DOOR, "Room.SEATS", "Room.CHAIRS"))));
    assertTrue(String.valueOf(error.getMessage()).contains("CHAIRS"), error.getMessage());
  }

  @Test
  void aClassWithoutSourceIsAnError() {
    assertThrows(
        IllegalStateException.class,
        () -> compiler.compile(List.of(new Edit("io.apexkv.sim.mutants.toy.Wall", "a", "b"))));
  }
}
