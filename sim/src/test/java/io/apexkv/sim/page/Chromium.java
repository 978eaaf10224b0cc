package io.apexkv.sim.page;

import io.apexkv.kernel.base.Nullable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless browser with one page, driven by the DevTools protocol: real clicks and keys, and
 * whatever the page complains of or asks the network for.
 */
final class Chromium implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 180;
  private static final String LISTENING = "DevTools listening on ws://";

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger nextId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Map<String, Object>>> waiting =
      new ConcurrentHashMap<>();
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** The browser's program: the system property apex.chromium, or what Debian installs. */
  static Optional<Path> find() {
    return Stream.of(
            System.getProperty("apex.chromium", ""),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts the browser on an empty profile in {@code folder}. */
  Chromium(Path program, Path folder) throws Exception {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--no-default-browser-check",
                "--window-size=1600,1000",
                "--user-data-dir=" + folder,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .start();
    String host = address();
    HttpRequest newPage =
        HttpRequest.newBuilder(URI.create("http://" + host + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String made = http.send(newPage, HttpResponse.BodyHandlers.ofString()).body();
    Object url = Objects.requireNonNull(Json.object(Json.read(made)).get("webSocketDebuggerUrl"));
    socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(url.toString()), new Receiver())
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", "{}");
    }
  }

  /** The browser says on which port it listens; the rest of what it says is read and dropped. */
  private String address() throws IOException {
    BufferedReader says =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = says.readLine(); line != null; line = says.readLine()) {
      said.append(line).append('\n');
      int at = line.indexOf(LISTENING);
      if (at >= 0) {
        Thread drain = new Thread(() -> says.lines().forEach(more -> {}), "what the browser says");
        drain.setDaemon(true);
        drain.start();
        String rest = line.substring(at + LISTENING.length());
        return rest.substring(0, rest.indexOf('/'));
      }
    }
    throw new IOException("the browser ended and said: " + said);
  }

  /** Takes messages together that come in parts; answers go to who waits, events are noted. */
  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        received(Json.object(Json.read(message.toString())));
        message.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void received(Map<String, Object> message) {
    if (message.get("id") instanceof Long id) {
      CompletableFuture<Map<String, Object>> answer = waiting.remove(id.intValue());
      if (answer != null) {
        answer.complete(message);
      }
      return;
    }
    Map<String, Object> params = Json.object(message.getOrDefault("params", Map.of()));
    switch (String.valueOf(message.get("method"))) {
      case "Runtime.exceptionThrown", "Log.entryAdded" -> complaints.add(params.toString());
      case "Runtime.consoleAPICalled" -> complaints.add(params.toString());
      case "Network.requestWillBeSent" ->
          requests.add(String.valueOf(Json.object(params.get("request")).get("url")));
      default -> {}
    }
  }

  /** Calls a method of the protocol and gives its result. */
  Map<String, Object> call(String method, String params) throws Exception {
    int id = nextId.incrementAndGet();
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    socket
        .sendText(
            "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}", true)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Map<String, Object> message = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (message.containsKey("error")) {
      throw new IOException(method + " " + params + ": " + message.get("error"));
    }
    return Json.object(message.get("result"));
  }

  /** What an expression of JavaScript is in the page; a promise is waited for. */
  Object eval(String expression) throws Exception {
    String params =
        new JsonText()
            .begin('{')
            .property("expression", expression)
            .name("returnByValue")
            .number(1)
            .end('}')
            .toString()
            .replace("\"returnByValue\":1", "\"returnByValue\":true,\"awaitPromise\":true");
    Map<String, Object> result = call("Runtime.evaluate", params);
    if (result.containsKey("exceptionDetails")) {
      throw new IOException(expression + ": " + result.get("exceptionDetails"));
    }
    return Json.object(result.get("result")).getOrDefault("value", "undefined");
  }

  long number(String expression) throws Exception {
    return Math.round(Double.parseDouble(eval(expression).toString()));
  }

  /** An attribute of the page that says what it shows. */
  String state(String name) throws Exception {
    settle();
    return eval("document.body.dataset." + name).toString();
  }

  /** Opens a file and waits until the page says that it is ready. */
  void open(Path file) throws Exception {
    call("Page.navigate", "{\"url\":\"" + file.toUri() + "\"}");
    eval(
        "new Promise(done => { const look = () => document.body && document.body.dataset.ready"
            + " ? done() : setTimeout(look, 10); look(); })");
    settle();
  }

  /** What was asked for is drawn. */
  void settle() throws Exception {
    eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
  }

  void click(String id) throws Exception {
    String box = "document.getElementById('" + id + "').getBoundingClientRect()";
    long x = number(box + ".x + " + box + ".width / 2");
    long y = number(box + ".y + " + box + ".height / 2");
    move(x, y);
    mouse("mousePressed", x, y, 1);
    mouse("mouseReleased", x, y, 0);
    settle();
  }

  void move(long x, long y) throws Exception {
    mouse("mouseMoved", x, y, 0);
  }

  void drag(long fromX, long fromY, long toX, long toY) throws Exception {
    move(fromX, fromY);
    mouse("mousePressed", fromX, fromY, 1);
    mouse("mouseMoved", (fromX + toX) / 2, (fromY + toY) / 2, 1);
    mouse("mouseMoved", toX, toY, 1);
    mouse("mouseReleased", toX, toY, 0);
    settle();
  }

  private void mouse(String type, long x, long y, int buttons) throws Exception {
    boolean moves = type.equals("mouseMoved");
    call(
        "Input.dispatchMouseEvent",
        "{\"type\":\""
            + type
            + "\",\"x\":"
            + x
            + ",\"y\":"
            + y
            + ",\"button\":\""
            + (moves && buttons == 0 ? "none" : "left")
            + "\",\"buttons\":"
            + buttons
            + ",\"clickCount\":"
            + (moves ? 0 : 1)
            + "}");
  }

  void press(String key) throws Exception {
    for (String type : List.of("keyDown", "keyUp")) {
      call("Input.dispatchKeyEvent", "{\"type\":\"" + type + "\",\"key\":\"" + key + "\"}");
    }
    settle();
  }

  /** Errors, warnings and whatever else was written to the console since the last call. */
  List<String> takeComplaints() {
    return taken(complaints);
  }

  /** Everything that the page has asked for since the last call. */
  List<String> takeRequests() {
    return taken(requests);
  }

  private static List<String> taken(List<String> list) {
    synchronized (list) {
      List<String> taken = List.copyOf(list);
      list.clear();
      return taken;
    }
  }

  /** Ends the browser from outside: asking it to end leaves a race for who closes the socket. */
  @Override
  public void close() throws Exception {
    socket.abort();
    http.shutdownNow();
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    for (ProcessHandle each : family) { // they write to the profile until they end
      each.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
