package io.apexkv.maelstrom;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.loop.Clock;
import io.apexkv.runtime.node.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A node from its first line to its last, on one thread: take all lines that are there, then look
 * at the clock, tell the kernel, let it act, and write what it said. The kernel exists once the
 * {@code init} message has told who this is.
 */
final class Node {

  /** After the end of the input, how long requests under way are waited for. */
  private static final long DRAIN_NANOS = 2_000_000_000L;

  private static final long FOREVER_NANOS = 60_000_000_000L;

  private final Settings settings;
  private final Inbox inbox;
  private final Output output;
  private final Log log;
  private final Clock clock = Clock.SYSTEM;
  private final List<String> lines = new ArrayList<>();
  private @Nullable Server server;

  private long endNanos = Long.MAX_VALUE;

  Node(Settings settings, InputStream in, OutputStream out, Log log) {
    this.settings = settings;
    this.inbox = new Inbox(in);
    this.output = new Output(out);
    this.log = log;
  }

  /**
   * Runs until the input ends.
   *
   * @return false if the kernel stopped for good before that
   * @throws IOException if the output can't be written
   */
  boolean run() throws IOException, StartRefused {
    try {
      return runBatches();
    } finally {
      if (server != null) {
        server.close();
      }
    }
  }

  private boolean runBatches() throws IOException, StartRefused {
    while (true) {
      inbox.await(waitNanos(), this::hasWork);
      inbox.drainTo(lines);
      long now = clock.nowNanos(); // not before the lines were taken: leases rest on it
      batch(now);
      lines.clear();
      if (server != null && server.isHalted()) {
        return false;
      }
      if (inbox.isOver() && isDone(now)) {
        return true;
      }
    }
  }

  private long waitNanos() {
    long now = clock.nowNanos();
    long deadline = server == null ? now + FOREVER_NANOS : server.deadlineNanos();
    return Math.min(deadline, endNanos) - now;
  }

  private boolean hasWork() {
    return server != null && server.hasWork();
  }

  private boolean isDone(long now) {
    if (endNanos == Long.MAX_VALUE) {
      endNanos = now + DRAIN_NANOS;
    }
    return server == null || !server.isBusy() || now >= endNanos;
  }

  private void batch(long now) throws IOException, StartRefused {
    if (server != null) {
      server.begin(now);
    }
    for (String line : lines) {
      take(line, now);
    }
    if (server != null) {
      server.end(now, output);
    }
    output.flush();
  }

  private void take(String line, long now) throws IOException, StartRefused {
    try {
      if (!line.isBlank()) {
        take(Message.parse(line), now);
      }
    } catch (MalformedException wrong) {
      log.say("no message, dropped: " + wrong.getMessage());
    }
  }

  private void take(Message message, long now) throws IOException, StartRefused {
    try {
      if (server != null && server.isPeer(message.source())) {
        server.fromPeer(message, now, output);
      } else if (message.isAnswer()) {
        log.say("an answer to nothing, dropped: " + message);
      } else {
        request(message, now);
      }
    } catch (MalformedException wrong) {
      if (server != null && server.isPeer(message.source())) {
        log.say("dropped: " + wrong.getMessage());
      } else {
        fail(message, ErrorCode.MALFORMED_REQUEST, wrong.getMessage());
      }
    }
  }

  private void request(Message message, long now)
      throws MalformedException, IOException, StartRefused {
    String type = message.type();
    if (type.equals("init")) {
      init(message, now);
    } else if (!Exchange.isAskedBy(type)) {
      fail(message, ErrorCode.NOT_SUPPORTED, "this node knows init, read, write and cas");
    } else if (server == null) {
      fail(message, ErrorCode.TEMPORARILY_UNAVAILABLE, "no init message has come yet");
    } else {
      server.fromClient(message, now);
    }
  }

  private void init(Message message, long now)
      throws MalformedException, IOException, StartRefused {
    String self = Json.string(message.field("node_id"));
    List<String> names = Json.strings(message.field("node_ids"));
    if (server != null) {
      throw new MalformedException("a second init message");
    }
    if (!names.contains(self) || names.stream().distinct().count() != names.size()) {
      throw new MalformedException(
          "\"node_ids\" names every node once, \"node_id\" among them, but got " + names);
    }
    Config config;
    try {
      config = Server.config(names, self, settings);
    } catch (IllegalArgumentException impossible) {
      throw new MalformedException(String.valueOf(impossible.getMessage()));
    }
    // Answered before the disk is touched, since Maelstrom waits; until the log is read, requests
    // are refused.
    output.answer(message, new Answer.Done("init_ok"));
    output.flush();
    server = Server.boot(config, settings.directory(), clock, now, log, inbox::wake);
  }

  private void fail(Message request, ErrorCode code, @Nullable String text) throws IOException {
    output.answer(request, new Answer.Failed(code, String.valueOf(text)));
  }
}
