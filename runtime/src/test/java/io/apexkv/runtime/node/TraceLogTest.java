package io.apexkv.runtime.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.apexkv.kernel.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class TraceLogTest {

  @Test
  void aNodeThatIsAloneSaysOnceATermThatItAsksForVotes() {
    Logger logger = (Logger) LoggerFactory.getLogger("io.apexkv.kernel");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Level before = logger.getLevel();
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
    try {
      TraceLog log = new TraceLog();
      for (int i = 0; i < 100; i++) {
        log.trace(Trace.PRE_CANDIDATE, 1, 7, 42);
      }
      log.trace(Trace.PRE_CANDIDATE, 2, 7, 42);
      log.trace(Trace.PRE_CANDIDATE, 1, 8, 42);
      assertEquals(
          List.of("PRE_CANDIDATE", "PRE_CANDIDATE", "PRE_CANDIDATE"),
          lines.list.stream().map(ILoggingEvent::getMessage).toList());
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(before);
    }
  }
}
