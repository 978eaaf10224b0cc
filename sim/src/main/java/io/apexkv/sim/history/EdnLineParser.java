package io.apexkv.sim.history;

import java.util.Optional;

/** Lines such as {@code {:process 0, :type :ok, :f :get, :key "K", :value "V"}}. */
final class EdnLineParser implements LineParser {
  @Override
  public boolean recognises(String line) {
    String text = line.strip();
    return text.startsWith("{:") && text.contains(":process");
  }

  @Override
  public Optional<HistoryEvent> parse(String line) throws MalformedLineException {
    EdnReader reader = new EdnReader(line);
    Edn form = reader.next();
    if (!(form instanceof Edn.Map map)) {
      throw new MalformedLineException("'" + line.strip() + "'", Format.EDN.example());
    }
    if (!reader.atEnd()) {
      throw new MalformedLineException("more behind the map", "one map a line");
    }
    if (map.get("process") instanceof Edn.Keyword) {
      return Optional.empty();
    }
    Edn key = map.get("key");
    Edn error = map.get("error");
    return Optional.of(
        ClojureEvents.event(
            ClojureEvents.process(map.get("process")),
            map.get("type"),
            map.get("f"),
            key instanceof Edn.Missing ? ByteString.EMPTY : ClojureEvents.bytes(key),
            map.get("value"),
            !(error instanceof Edn.Missing || error instanceof Edn.Nil)));
  }
}
