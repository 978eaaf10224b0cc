package io.apexkv.sim.history;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a recorded history of any {@link Format}, told apart by what the lines look like and never
 * by the name of the file. UTF-8; empty lines are passed over. One whole file in memory at a time.
 */
public final class HistoryReader {
  private final List<String> lines;
  private final int nonBlankLines;
  private final Format format;
  private final int recognisedLines;

  private HistoryReader(List<String> lines) {
    this.lines = lines;
    this.nonBlankLines = (int) lines.stream().filter(line -> !line.isBlank()).count();
    Format best = Format.JSON_LINES;
    int most = 0;
    for (Format candidate : Format.values()) {
      int count = (int) lines.stream().filter(candidate.parser()::recognises).count();
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    this.format = best;
    this.recognisedLines = most;
  }

  /**
   * Looks at the content of a file.
   *
   * @throws UnreadableHistoryException if it is empty or not UTF-8 text
   */
  public static HistoryReader of(byte[] content) throws UnreadableHistoryException {
    HistoryReader reader = new HistoryReader(split(content));
    if (reader.nonBlankLines == 0) {
      throw new UnreadableHistoryException("found an empty file, expected a recorded history");
    }
    return reader;
  }

  /**
   * Whether at least half of the lines are those of a history: a guess about a file in a folder.
   */
  public boolean looksLikeHistory() {
    return recognisedLines > 0 && 2 * recognisedLines >= nonBlankLines;
  }

  /**
   * The operations of the file.
   *
   * @param model that all operations must belong to; if empty, the first operation decides
   * @throws UnreadableHistoryException naming the first line that can't be read and why
   */
  public RecordedHistory read(Optional<Model> model) throws UnreadableHistoryException {
    if (recognisedLines == 0) {
      throw new UnreadableHistoryException(unrecognised());
    }
    HistoryAssembler assembler = new HistoryAssembler(model);
    LineParser parser = format.parser();
    int lineNumber = 0;
    for (String line : lines) {
      lineNumber++;
      if (line.isBlank()) {
        continue;
      }
      try {
        Optional<HistoryEvent> event = parser.parse(line);
        if (event.isPresent()) {
          assembler.add(lineNumber, event.get());
        }
      } catch (MalformedLineException e) {
        throw new UnreadableHistoryException("line " + lineNumber + ": " + e.getMessage());
      }
    }
    if (assembler.history().size() == 0) {
      throw new UnreadableHistoryException(
          "found no operation of a client, expected at least one (" + format.title() + ")");
    }
    return new RecordedHistory(format, assembler.model(), assembler.history());
  }

  private String unrecognised() {
    String first = lines.stream().filter(line -> !line.isBlank()).findFirst().orElse("");
    StringBuilder expected = new StringBuilder();
    for (Format candidate : Format.values()) {
      expected.append(expected.isEmpty() ? "" : "  or  ").append(candidate.example());
    }
    String found = "'" + first.strip() + "'";
    return "line "
        + (lines.indexOf(first) + 1)
        + ": "
        + new MalformedLineException(found, expected.toString()).getMessage();
  }

  private static List<String> split(byte[] content) throws UnreadableHistoryException {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < content.length) {
      int end = start;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      int length = end - start - (end > start && content[end - 1] == '\r' ? 1 : 0);
      try {
        lines.add(
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content, start, length))
                .toString());
      } catch (CharacterCodingException e) {
        throw new UnreadableHistoryException(
            "line " + (lines.size() + 1) + ": found bytes that are not UTF-8, expected text");
      }
      start = end + 1;
    }
    return lines;
  }
}
