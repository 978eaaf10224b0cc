package io.apexkv.sim.history;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines such as {@code INFO jepsen.util - 0 :invoke :cas [1 2]}, the fields separated by any white
 * space. Lines of other loggers tell of no client, nor do those whose process is a keyword, such as
 * {@code :nemesis}.
 */
final class JepsenLogParser implements LineParser {
  private static final Pattern LOG_LINE =
      Pattern.compile(
          "\\s*(?:\\d\\S*\\s+\\d\\S*\\s+)?(?:TRACE|DEBUG|INFO|WARN|ERROR)\\s+(?:\\[[^]]*]\\s+)?"
              + "(?<logger>[\\w.$-]+)\\s+-(?:\\s+(?<text>.*))?");

  @Override
  public boolean recognises(String line) {
    Matcher matcher = LOG_LINE.matcher(line);
    return matcher.matches() && matcher.group("logger").startsWith("jepsen.");
  }

  @Override
  public Optional<HistoryEvent> parse(String line) throws MalformedLineException {
    Matcher matcher = LOG_LINE.matcher(line);
    if (!matcher.matches()) {
      throw new MalformedLineException("'" + line.strip() + "'", Format.JEPSEN_LOG.example());
    }
    if (!matcher.group("logger").equals("jepsen.util")) {
      return Optional.empty();
    }
    String text = matcher.group("text");
    EdnReader reader = new EdnReader(text == null ? "" : text);
    Edn process = reader.next();
    if (process instanceof Edn.Keyword) {
      return Optional.empty();
    }
    int number = ClojureEvents.process(process);
    Edn type = reader.next();
    Edn function = reader.next();
    Edn value = reader.atEnd() ? new Edn.Missing() : reader.next();
    boolean hasError = !reader.atEnd();
    return Optional.of(
        ClojureEvents.event(number, type, function, ByteString.EMPTY, value, hasError));
  }
}
