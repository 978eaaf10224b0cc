package io.apexkv.runtime.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.apexkv.runtime.cli.text.Table.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAlignedAndLinesEndWithTheirLastCell() {
    Table table = new Table().right("NODE").left("STATE").right("GETS");
    table.row(List.of(Cell.of(1), Cell.of("serving"), Cell.of(12_345)));
    table.row(List.of(Cell.of(12), Cell.of("down"), Cell.of("")));
    assertEquals(
        List.of(
            "NODE  STATE     GETS", //
            "   1  serving  12345",
            "  12  down"),
        table.lines(false));
  }

  @Test
  void aColumnThatIsEmptyEverywhereIsLeftOut() {
    Table table = new Table().left("A").left("PID").left("B");
    table.row(List.of(Cell.of("x"), Cell.of(""), Cell.of("y")));
    assertEquals(List.of("A  B", "x  y"), table.lines(false));
  }

  @Test
  void escapesTakeNoRoomInTheAlignment() {
    Table table = new Table().left("STATE").left("UP");
    table.row(List.of(new Cell("down", Style.BAD), Cell.of("1 s")));
    String line = table.lines(true).get(1);
    assertEquals("\u001b[31mdown\u001b[0m   1 s", line);
  }

  @Test
  void aRowHasACellForEveryColumn() {
    Table table = new Table().left("A");
    List<Cell> tooMany = List.of(Cell.of("1"), Cell.of("2"));
    assertThrows(IllegalArgumentException.class, () -> table.row(tooMany));
  }
}
