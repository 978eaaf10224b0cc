package io.apexkv.runtime.node;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A node's log: one JSON object a line on standard output, written by a thread of its own, since
 * the event loop must not wait for whoever reads it. If that reader stalls, lines are lost, not
 * time.
 */
public final class Logs {

  private static final int QUEUED_LINES = 8192;
  private static final int FLUSH_MILLIS = 2_000;

  private Logs() {}

  /**
   * Starts logging.
   *
   * @param level the least that is logged: error, warn, info, debug or trace
   */
  public static void start(String level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.start();
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setQueueSize(QUEUED_LINES);
    queue.setNeverBlock(true);
    queue.setMaxFlushTime(FLUSH_MILLIS);
    queue.addAppender(console);
    queue.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(level, Level.INFO));
    root.addAppender(queue);
  }

  /** Writes what is queued, and ends. */
  public static void end() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
  }

  /** Marks every line of this thread as one node's. */
  public static void ofNode(int node) {
    MDC.put("node", Integer.toString(node));
  }
}
