package io.apexkv.sim.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * One file that holds style, script and data, and asks for nothing else. Its parts are resources
 * beside this class.
 */
public final class PageTemplate {

  private static final String STYLE = "/*style*/";
  private static final String DATA = "/*data*/";
  private static final String SCRIPT = "/*script*/";

  private PageTemplate() {}

  /** The page that shows data of a {@link RecordedRun} or a {@link HistoryPage}. */
  public static String page(String data) {
    String page = resource("page.html");
    int style = page.indexOf(STYLE);
    int json = page.indexOf(DATA);
    int script = page.indexOf(SCRIPT);
    return page.substring(0, style)
        + resource("page.css")
        + page.substring(style + STYLE.length(), json)
        + data
        + page.substring(json + DATA.length(), script)
        + resource("model.js")
        + resource("lanes.js")
        + resource("page.js")
        + page.substring(script + SCRIPT.length());
  }

  private static String resource(String name) {
    try (InputStream stream = PageTemplate.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " stands beside this class");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
