package io.apexkv.runtime.cli.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.runtime.cli.repl.Words.Word;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void blanksSeparateWords() throws BadLine {
    assertEquals(List.of("PUT", "a", "b"), texts("  PUT a \t b\r"));
    assertEquals(List.of(), texts("   "));
  }

  @Test
  void quotesKeepBlanksTogetherAndMakeEmptyWords() throws BadLine {
    assertEquals(List.of("PUT", "a b", "c  d"), texts("PUT 'a b' \"c  d\""));
    assertEquals(List.of("PUT", "a", ""), texts("PUT a \"\""));
  }

  @Test
  void backslashesMeanSomethingInDoubleQuotesOnly() throws BadLine {
    assertEquals(List.of("\n\r\t\\\"'"), texts("\"\\n\\r\\t\\\\\\\"\\'\""));
    assertEquals(List.of("a\\n", "b\\n"), texts("a\\n 'b\\n'"));
  }

  @Test
  void anyByteCanBeWrittenInHexadecimal() throws BadLine {
    byte[] bytes = Words.of("\"\\x00\\xfF\"".getBytes(UTF_8)).getFirst().bytes();
    assertArrayEquals(new byte[] {0, (byte) 0xff}, bytes);
  }

  @Test
  void bytesThatAreNoTextStayAsTheyAre() throws BadLine {
    byte[] line = {'G', 'E', 'T', ' ', (byte) 0xff, (byte) 0xfe};
    byte[] word = Words.of(line).get(1).bytes();
    assertArrayEquals(new byte[] {(byte) 0xff, (byte) 0xfe}, word);
  }

  @Test
  void aQuotedWordIsNeverAnOption() throws BadLine {
    assertTrue(words("--absent").getFirst().isBare("--absent"));
    assertFalse(words("'--absent'").getFirst().isBare("--absent"));
  }

  @Test
  void whatIsWrongWithQuotesIsSaid() {
    assertTrue(complaint("PUT a 'b").contains("never closed"));
    assertTrue(complaint("PUT a \"b\\").contains("means nothing"));
    assertTrue(complaint("PUT a \"b\"c").contains("closing quote"));
    assertTrue(complaint("PUT a \"\\q\"").contains("'\\q' means nothing"));
    assertTrue(complaint("PUT a \"\\x0\"").contains("two hexadecimal digits"));
  }

  /**
   * What is shown in quotes is what the command line reads back. A value that itself began with a
   * quote was once shown as it was: {@code "} alone then was a quote that nobody closed.
   */
  @Property(tries = 200)
  void aShownValueReadsBackAsTheSameBytes(@ForAll byte[] value) throws BadLine {
    String shown = OutcomeText.shown(value, true);
    byte[] back =
        shown.startsWith("\"")
            ? Words.of(shown.getBytes(UTF_8)).getFirst().bytes()
            : shown.getBytes(UTF_8);
    assertArrayEquals(value, back);
  }

  @Test
  void aValueThatBeginsWithAQuoteIsShownInQuotes() {
    assertEquals("\"\\\"\"", OutcomeText.shown("\"".getBytes(UTF_8), true));
    assertEquals("\"", OutcomeText.shown("\"".getBytes(UTF_8), false));
  }

  private static List<Word> words(String line) throws BadLine {
    return Words.of(line.getBytes(UTF_8));
  }

  private static List<String> texts(String line) throws BadLine {
    return words(line).stream().map(Word::text).toList();
  }

  private static String complaint(String line) {
    return assertThrows(BadLine.class, () -> words(line)).sentence();
  }
}
