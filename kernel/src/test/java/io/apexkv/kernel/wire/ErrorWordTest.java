package io.apexkv.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ErrorWordTest {

  @Test
  void aMessageBeginsWithItsWord() {
    for (ErrorWord word : ErrorWord.values()) {
      assertSame(word, ErrorWord.of(word + ": a sentence: with more of it"));
      assertSame(word, ErrorWord.of(word + ":"));
    }
  }

  @Test
  void anythingElseIsNoWord() {
    for (String message :
        new String[] {
          "",
          ":",
          "BUSY",
          "BUSY sentence",
          "BUSYX: s",
          "BUS: s",
          "busy: s",
          " BUSY: s",
          "FOO: BUSY:"
        }) {
      assertNull(ErrorWord.of(message), message);
    }
  }

  @Test
  void threeWordsLeaveTheOutcomeInDoubt() {
    List<ErrorWord> unknown = new ArrayList<>();
    for (ErrorWord word : ErrorWord.values()) {
      if (!word.failed()) {
        unknown.add(word);
      }
    }
    assertEquals(
        List.of(ErrorWord.SESSION_EXPIRED, ErrorWord.ALREADY_ANSWERED, ErrorWord.UNKNOWN), unknown);
  }
}
