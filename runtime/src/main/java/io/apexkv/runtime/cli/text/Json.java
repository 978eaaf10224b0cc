package io.apexkv.runtime.cli.text;

import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON for programs: one object a line. */
public final class Json {

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private Json() {}

  /** One object on one line; {@code body} writes its properties. */
  public static String object(Consumer<JsonGenerator> body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      generator.writeStartObject();
      body.accept(generator);
      generator.writeEndObject();
    }
    return text.toString();
  }

  /** A parser of one line. */
  public static JsonParser parser(String line) {
    return FACTORY.createParser(ObjectReadContext.empty(), line);
  }
}
