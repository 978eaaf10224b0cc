package io.apexkv.maelstrom;

import io.apexkv.kernel.base.Nullable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The way out: one message a line, and nothing else ever. Used by one thread. */
final class Output {

  private final OutputStream out;

  Output(OutputStream out) {
    this.out = new BufferedOutputStream(out, 1 << 16);
  }

  /**
   * Sends a message, at the latest at the next {@link #flush}.
   *
   * @param fields of the body, in JSON, without braces
   */
  void send(String self, String to, String fields) throws IOException {
    String line =
        "{\"src\":"
            + Json.quote(self)
            + ",\"dest\":"
            + Json.quote(to)
            + ",\"body\":{"
            + fields
            + "}}\n";
    out.write(line.getBytes(StandardCharsets.US_ASCII));
  }

  /** Answers a request. */
  void answer(Message request, Answer answer) throws IOException {
    String fields =
        switch (answer) {
          case Answer.Done done -> "\"type\":" + Json.quote(done.type());
          case Answer.Value value -> "\"type\":\"read_ok\",\"value\":" + value.json();
          case Answer.Failed failed ->
              "\"type\":\"error\",\"code\":"
                  + failed.code().code()
                  + ",\"text\":"
                  + Json.quote(failed.text());
        };
    @Nullable String id = request.id();
    String body = id == null ? fields : fields + ",\"in_reply_to\":" + id;
    String self = request.target();
    send(self, request.source(), body);
  }

  /** Writes everything that was sent. */
  void flush() throws IOException {
    out.flush();
  }
}
