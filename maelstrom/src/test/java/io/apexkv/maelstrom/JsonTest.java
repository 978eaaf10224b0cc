package io.apexkv.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  private static String canonical(String json) throws Exception {
    return Json.object("{\"x\":" + json + "}").getOrDefault("x", "nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 | 1",
        "-0 | 0",
        "123456789012345678901234567890 | 123456789012345678901234567890",
        "1.0 | 1.0",
        "1.00 | 1.0",
        "10.0 | 1E+1",
        "1e1 | 1E+1",
        "-0.0 | 0.0",
        "1.5e-7 | 1.5E-7",
        "\"a\\u0062\\/\" | \"ab/\"",
        "\"\\u00e9\\n\" | \"\\u00e9\\u000a\"",
        "\"\\\"\\\\\" | \"\\\"\\\\\"",
        "[ 1 , [ ] , { } ] | [1,[],{}]",
        "{ \"b\" : 1 , \"a\" : { \"d\" : null , \"c\" : true } } |"
            + " {\"a\":{\"c\":true,\"d\":null},\"b\":1}",
        "{ \"a\" : 1 , \"a\" : 2 } | {\"a\":2}",
      })
  void equalValuesHaveOneText(String json, String expected) throws Exception {
    assertEquals(expected, canonical(json));
    assertEquals(expected, canonical(expected));
  }

  @Test
  void whatIsNoUtf8KeepsItsIdentity() throws Exception {
    assertEquals("\"\\ud800\"", canonical("\"\\ud800\""));
    assertEquals("\ud800", Json.string("\"\\ud800\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "[]", "{", "{\"a\":}", "{\"a\":[1}", "{} {}", "{\"a\":1"})
  void whatIsNotOneObjectIsRefused(String text) {
    assertThrows(MalformedException.class, () -> Json.object(text));
  }

  @Test
  void stringsAndListsOfStringsComeBackAsTheyWere() throws Exception {
    String odd = "\u0000\"\\/\u00e9\n\ud83d\ude00~";
    assertEquals(odd, Json.string(Json.quote(odd)));
    assertEquals(List.of("n1", odd), Json.strings("[\"n1\"," + Json.quote(odd) + "]"));
    assertThrows(MalformedException.class, () -> Json.strings("[\"n1\",2]"));
    assertThrows(MalformedException.class, () -> Json.strings("\"n1\""));
    assertThrows(MalformedException.class, () -> Json.string("17"));
  }
}
