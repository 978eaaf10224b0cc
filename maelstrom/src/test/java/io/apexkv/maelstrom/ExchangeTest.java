package io.apexkv.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.kernel.wire.ErrorWord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request becomes, with a kernel that answers whatever a test wants. */
class ExchangeTest {

  private static final String READ = "\"type\":\"read\",\"key\":1";
  private static final String WRITE = "\"type\":\"write\",\"key\":1,\"value\":2";
  private static final String CAS = "\"type\":\"cas\",\"key\":1,\"from\":1,\"to\":2";
  private static final String CREATE = CAS + ",\"create_if_not_exists\":true";

  private static Message message(String fields) throws Exception {
    return Message.parse("{\"src\":\"c1\",\"dest\":\"n1\",\"body\":{" + fields + "}}");
  }

  private static Exchange begun(String fields) throws Exception {
    Exchange exchange = Exchange.of(message(fields));
    exchange.first();
    return exchange;
  }

  private static ByteBuffer answer(int sequence, int code, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(ClientFrame.HEADER_BYTES + 4 + bytes.length);
    ClientFrame.header(frame, 0, code, 0, 1, 4 + bytes.length, sequence);
    frame.putInt(ClientFrame.HEADER_BYTES, bytes.length);
    frame.put(ClientFrame.HEADER_BYTES + 4, bytes);
    return frame;
  }

  private static ByteBuffer answer(int sequence, int code) {
    return answer(sequence, code, "");
  }

  private static ByteBuffer error(int sequence, ErrorWord word) {
    return answer(sequence, ClientAnswer.ERROR, word + ": as a test says");
  }

  private static ErrorCode failure(Exchange.Step step) {
    Answer answer = assertInstanceOf(Exchange.Step.End.class, step).answer();
    return assertInstanceOf(Answer.Failed.class, answer).code();
  }

  private static void assertDone(String type, Exchange.Step step) {
    assertEquals(new Exchange.Step.End(new Answer.Done(type)), step);
  }

  private static void assertSends(Exchange.Step step, ByteBuffer... frames) {
    assertEquals(new Exchange.Step.Send(List.of(frames)), step);
  }

  @ParameterizedTest
  @EnumSource(ErrorWord.class)
  void aChangeFailsForCertainJustWhereTheKernelIsCertain(ErrorWord word) throws Exception {
    for (String change : new String[] {WRITE, CAS, CREATE}) {
      boolean definite = failure(begun(change).answered(error(0, word))) != ErrorCode.CRASH;
      assertEquals(word.failed(), definite);
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorWord.class)
  void aReadThatFailsFailsForCertain(ErrorWord word) throws Exception {
    ErrorCode code = failure(begun(READ).answered(error(0, word)));
    assertEquals(false, code == ErrorCode.CRASH);
  }

  @Test
  void nothingIsCertainAfterAnAnswerThatNobodyKnows() throws Exception {
    assertEquals(ErrorCode.CRASH, failure(begun(WRITE).answered(answer(0, 0x77))));
    ByteBuffer wordless = answer(0, ClientAnswer.ERROR, "something happened");
    assertEquals(ErrorCode.CRASH, failure(begun(CAS).answered(wordless)));
  }

  @Test
  void aRedirectIsCertainlyNoChange() throws Exception {
    ByteBuffer redirect = answer(0, ClientAnswer.REDIRECT, "n2");
    assertEquals(ErrorCode.TEMPORARILY_UNAVAILABLE, failure(begun(WRITE).answered(redirect)));
  }

  @Test
  void withACompareAndSetGoesALook() throws Exception {
    Exchange exchange = Exchange.of(message(CAS));
    assertEquals(
        List.of(Command.compareAndSet(0, "1", "1", "2"), Command.get(1, "1")), exchange.first());
  }

  @Test
  void aCompareAndSetThatHappenedNeedsNoLook() throws Exception {
    assertDone("cas_ok", begun(CAS).answered(answer(0, ClientAnswer.OK)));
    Exchange exchange = begun(CAS);
    assertSends(exchange.answered(answer(1, ClientAnswer.VALUE, "2")));
    assertDone("cas_ok", exchange.answered(answer(0, ClientAnswer.OK)));
  }

  @Test
  void aLookAloneDecidesNothing() throws Exception {
    Exchange exchange = begun(CAS);
    assertSends(exchange.answered(answer(1, ClientAnswer.VALUE, "3")));
    assertEquals(ErrorCode.CRASH, failure(exchange.answered(error(0, ErrorWord.UNKNOWN))));
  }

  @Test
  void aFailedCompareAndSetFailsAsOfTheLook() throws Exception {
    Exchange absent = begun(CAS);
    assertSends(absent.answered(answer(0, ClientAnswer.CAS_FAILED)));
    assertEquals(
        ErrorCode.KEY_DOES_NOT_EXIST, failure(absent.answered(answer(1, ClientAnswer.NOT_FOUND))));

    Exchange other = begun(CAS);
    other.answered(answer(1, ClientAnswer.VALUE, "3"));
    assertEquals(
        ErrorCode.PRECONDITION_FAILED, failure(other.answered(answer(0, ClientAnswer.CAS_FAILED))));
  }

  @Test
  void aLookThatFailsLeavesNoDoubt() throws Exception {
    Exchange exchange = begun(CAS);
    exchange.answered(error(1, ErrorWord.UNKNOWN));
    assertEquals(
        ErrorCode.TEMPORARILY_UNAVAILABLE,
        failure(exchange.answered(answer(0, ClientAnswer.CAS_FAILED))));
  }

  @Test
  void ifTheLookFindsWhatWasExpectedBothAreTriedAgain() throws Exception {
    Exchange exchange = begun(CAS);
    exchange.answered(answer(0, ClientAnswer.CAS_FAILED));
    assertSends(
        exchange.answered(answer(1, ClientAnswer.VALUE, "1")),
        Command.compareAndSet(2, "1", "1", "2"),
        Command.get(3, "1"));
    assertSends(exchange.answered(answer(1, ClientAnswer.NOT_FOUND))); // a copy of the old look
    assertSends(exchange.answered(answer(3, ClientAnswer.VALUE, "2")));
    assertDone("cas_ok", exchange.answered(answer(2, ClientAnswer.OK)));
  }

  @Test
  void theSecondTryIsAsDoubtfulAsTheFirst() throws Exception {
    Exchange exchange = begun(CAS);
    exchange.answered(answer(0, ClientAnswer.CAS_FAILED));
    exchange.answered(answer(1, ClientAnswer.VALUE, "1"));
    assertEquals(ErrorCode.CRASH, failure(exchange.answered(error(2, ErrorWord.UNKNOWN))));
  }

  @Test
  void aMissingKeyIsCreatedOnlyWhereItIsStillMissing() throws Exception {
    Exchange exchange = begun(CREATE);
    exchange.answered(answer(0, ClientAnswer.CAS_FAILED));
    assertSends(
        exchange.answered(answer(1, ClientAnswer.NOT_FOUND)),
        Command.compareAndSet(2, "1", null, "2"),
        Command.get(3, "1"));
    exchange.answered(answer(2, ClientAnswer.CAS_FAILED));
    assertEquals(
        ErrorCode.PRECONDITION_FAILED,
        failure(exchange.answered(answer(3, ClientAnswer.VALUE, "9"))));
  }

  @Test
  void aKeyThatNeverHoldsStillMakesItGiveUpForCertain() throws Exception {
    Exchange exchange = begun(CAS);
    Exchange.Step step = exchange.answered(answer(0, ClientAnswer.CAS_FAILED));
    for (int sequence = 1; step instanceof Exchange.Step.Send; sequence += 2) {
      step = exchange.answered(answer(sequence, ClientAnswer.VALUE, "1"));
      if (step instanceof Exchange.Step.Send) {
        step = exchange.answered(answer(sequence + 1, ClientAnswer.CAS_FAILED));
      }
    }
    assertEquals(ErrorCode.TEMPORARILY_UNAVAILABLE, failure(step));
  }
}
