package io.apexkv.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void whatIsWrittenIsReadAgain() {
    String text = "a \"quoted\" \\ line\nbreak \u0001 \u2028 ü </script>";
    JsonText json = new JsonText().begin('{').property("text", text).property("number", -5);
    json.name("rows").begin('[').row(1, 2).row(3).end(']').name("none").begin('[').end(']');
    Map<String, Object> read = Json.object(Json.read(json.end('}').toString()));
    assertEquals(text, read.get("text"));
    assertEquals(-5L, read.get("number"));
    assertEquals(List.of(List.of(1L, 2L), List.of(3L)), read.get("rows"));
    assertEquals(List.of(), read.get("none"));
  }

  @Test
  void noTextEndsTheScriptElementThatItStandsIn() {
    String data = new JsonText().begin('[').string("</script><!--").end(']').toString();
    assertFalse(data.contains("<"), data);
  }
}
