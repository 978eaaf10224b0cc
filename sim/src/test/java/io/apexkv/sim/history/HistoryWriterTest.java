package io.apexkv.sim.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class HistoryWriterTest {
  private static final ByteString KEY = ByteString.of("k");

  @Example
  void linesAreThoseOfTheDocumentation() throws Exception {
    StringWriter text = new StringWriter();
    try (HistoryWriter writer = new HistoryWriter(text)) {
      writer.invokeWrite(3, KEY, ByteString.of("grüße \"x\""), 10);
      writer.nemesis("kill", "n1", 15);
      writer.ok(3, Action.WRITE, KEY, 20);
      writer.invokeCas(3, KEY, Optional.empty(), Optional.of(ByteString.EMPTY), 30);
      writer.okCas(3, KEY, false, 40);
      writer.invokeDelete(3, KEY, 50);
      writer.okDelete(3, KEY, true, 60);
      writer.invokeRead(3, ByteString.of(new byte[] {0, -1}), 70);
      writer.okRead(3, ByteString.of(new byte[] {0, -1}), Optional.empty(), 80);
      writer.invokeAppend(3, KEY, KEY, 90);
      writer.fail(3, Action.APPEND, KEY, 91);
      writer.invokeRead(3, KEY, 92);
      writer.info(3, Action.READ, KEY, 93);
    }
    assertEquals(
        """
        {"process":3,"type":"invoke","f":"write","key":"k","value":"grüße \\"x\\"","time":10}
        {"process":"nemesis","type":"info","f":"kill","value":"n1","time":15}
        {"process":3,"type":"ok","f":"write","key":"k","time":20}
        {"process":3,"type":"invoke","f":"cas","key":"k","value":[null,""],"time":30}
        {"process":3,"type":"ok","f":"cas","key":"k","swapped":false,"time":40}
        {"process":3,"type":"invoke","f":"delete","key":"k","time":50}
        {"process":3,"type":"ok","f":"delete","key":"k","found":true,"time":60}
        {"process":3,"type":"invoke","f":"read","key":{"base64":"AP8="},"time":70}
        {"process":3,"type":"ok","f":"read","key":{"base64":"AP8="},"value":null,"time":80}
        {"process":3,"type":"invoke","f":"append","key":"k","value":"k","time":90}
        {"process":3,"type":"fail","f":"append","key":"k","time":91}
        {"process":3,"type":"invoke","f":"read","key":"k","time":92}
        {"process":3,"type":"info","f":"read","key":"k","time":93}
        """,
        text.toString());
  }

  @Property(tries = 300)
  void anyBytesComeBackAndNoneIsNotNothing(@ForAll byte[] key, @ForAll byte[] value)
      throws Exception {
    StringWriter text = new StringWriter();
    try (HistoryWriter writer = new HistoryWriter(text)) {
      ByteString name = ByteString.of(key);
      writer.invokeRead(0, name, 0);
      writer.okRead(0, name, Optional.of(ByteString.of(value)), 1);
      writer.invokeRead(0, name, 2);
      writer.okRead(0, name, Optional.empty(), 3);
      writer.invokeRead(0, name, 4);
      writer.okRead(0, name, Optional.of(ByteString.EMPTY), 5);
    }
    History history = read(text.toString());
    assertEquals(ByteString.of(key), history.keys().bytes(history.key(0)));
    assertEquals(ByteString.of(value), history.values().bytes(history.value(0)));
    assertEquals(History.ABSENT, history.value(1));
    assertEquals(ByteString.EMPTY, history.values().bytes(history.value(2)));
  }

  @Example
  void aWholeHistoryComesBackAsItWas() throws Exception {
    HistoryBuilder builder = new HistoryBuilder();
    int write = builder.invokeWrite(0, 4, 70);
    int cas = builder.invokeCas(1, 4, History.ABSENT, 71);
    int lost = builder.invokeWrite(2, 5, 72);
    builder.okCas(cas, true);
    builder.info(lost);
    int failed = builder.invokeDelete(1, 5);
    builder.ok(write);
    builder.fail(failed);
    builder.okDelete(builder.invokeDelete(1, 5), false);
    builder.ok(builder.invokeDelete(1, 5));
    builder.okRead(builder.invokeRead(0, 4), 71);
    builder.invokeRead(3, 4);
    History history = builder.build();
    StringWriter text = new StringWriter();
    try (HistoryWriter writer = new HistoryWriter(text)) {
      writer.write(history);
    }
    assertEquals(describe(history), describe(read(text.toString())));
  }

  @Example
  void anAnswerWithoutItsValueIsRefused() {
    HistoryWriter writer = new HistoryWriter(new StringWriter());
    assertThrows(IllegalArgumentException.class, () -> writer.ok(0, Action.READ, KEY, 0));
    assertThrows(IllegalArgumentException.class, () -> writer.ok(0, Action.CAS, KEY, 0));
  }

  private static History read(String text) throws UnreadableHistoryException {
    return HistoryReader.of(text.getBytes(StandardCharsets.UTF_8)).read(Optional.empty()).history();
  }

  /** Everything but the positions. */
  private static List<String> describe(History history) {
    List<String> operations = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      operations.add(
          "%d %s %s %s %s %s %s"
              .formatted(
                  history.process(i),
                  history.keyName(history.key(i)),
                  history.action(i),
                  history.outcome(i),
                  history.observation(i),
                  history.valueName(history.value(i)),
                  history.valueName(history.replacement(i))));
    }
    return operations;
  }
}
