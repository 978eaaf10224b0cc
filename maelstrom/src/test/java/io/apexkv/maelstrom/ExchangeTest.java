package io.apexkv.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.kernel.wire.ErrorWord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request becomes, with a kernel that answers whatever a test wants. */
class ExchangeTest {

  private static final String READ = "\"type\":\"read\",\"key\":1";
  private static final String WRITE = "\"type\":\"write\",\"key\":1,\"value\":2";
  private static final String CAS = "\"type\":\"cas\",\"key\":1,\"from\":1,\"to\":2";
  private static final String CREATE = CAS + ",\"create_if_not_exists\":true";

  private static Exchange begun(String fields) throws Exception {
    Exchange exchange =
        Exchange.of(
            Message.parse("{\"src\":\"c1\",\"dest\":\"n1\",\"body\":{" + fields + "}}"));
    exchange.first();
    return exchange;
  }

  private static ByteBuffer answer(int code, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(ClientFrame.HEADER_BYTES + 4 + bytes.length);
    ClientFrame.header(frame, 0, code, 0, 1, 4 + bytes.length, 0);
    frame.putInt(ClientFrame.HEADER_BYTES, bytes.length);
    frame.put(ClientFrame.HEADER_BYTES + 4, bytes);
    return frame;
  }

  private static ByteBuffer answer(int code) {
    return answer(code, "");
  }

  private static ByteBuffer error(ErrorWord word) {
    return answer(ClientAnswer.ERROR, word + ": as a test says");
  }

  private static ErrorCode failure(Exchange.Step step) {
    Answer answer = assertInstanceOf(Exchange.Step.End.class, step).answer();
    return assertInstanceOf(Answer.Failed.class, answer).code();
  }

  private static void assertDone(String type, Exchange.Step step) {
    assertEquals(new Exchange.Step.End(new Answer.Done(type)), step);
  }

  private static void assertSends(ByteBuffer frame, Exchange.Step step) {
    assertEquals(new Exchange.Step.Send(frame), step);
  }

  @ParameterizedTest
  @EnumSource(ErrorWord.class)
  void aChangeFailsForCertainJustWhereTheKernelIsCertain(ErrorWord word) throws Exception {
    for (String change : new String[] {WRITE, CAS, CREATE}) {
      boolean definite = failure(begun(change).answered(error(word))) != ErrorCode.CRASH;
      assertEquals(word.failed(), definite);
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorWord.class)
  void aReadThatFailsFailsForCertain(ErrorWord word) throws Exception {
    ErrorCode code = failure(begun(READ).answered(error(word)));
    assertEquals(false, code == ErrorCode.CRASH);
  }

  @Test
  void nothingIsCertainAfterAnAnswerThatNobodyKnows() throws Exception {
    assertEquals(ErrorCode.CRASH, failure(begun(WRITE).answered(answer(0x77))));
    ByteBuffer wordless = answer(ClientAnswer.ERROR, "something happened");
    assertEquals(ErrorCode.CRASH, failure(begun(CAS).answered(wordless)));
  }

  @Test
  void aRedirectIsCertainlyNoChange() throws Exception {
    ByteBuffer redirect = answer(ClientAnswer.REDIRECT, "n2");
    assertEquals(ErrorCode.TEMPORARILY_UNAVAILABLE, failure(begun(WRITE).answered(redirect)));
  }

  @Test
  void aFailedCompareAndSetFailsAsOfTheReadThatFollows() throws Exception {
    Exchange absent = begun(CAS);
    assertSends(Command.get("1"), absent.answered(answer(ClientAnswer.CAS_FAILED)));
    assertEquals(
        ErrorCode.KEY_DOES_NOT_EXIST, failure(absent.answered(answer(ClientAnswer.NOT_FOUND))));

    Exchange other = begun(CAS);
    other.answered(answer(ClientAnswer.CAS_FAILED));
    assertEquals(
        ErrorCode.PRECONDITION_FAILED, failure(other.answered(answer(ClientAnswer.VALUE, "3"))));
  }

  @Test
  void ifTheReadFindsWhatWasExpectedTheCompareAndSetIsTriedAgain() throws Exception {
    Exchange exchange = begun(CAS);
    exchange.answered(answer(ClientAnswer.CAS_FAILED));
    assertSends(
        Command.compareAndSet("1", "1", "2"), exchange.answered(answer(ClientAnswer.VALUE, "1")));
    assertDone("cas_ok", exchange.answered(answer(ClientAnswer.OK)));
  }

  @Test
  void theReadAfterAFailedCompareAndSetLeavesNoDoubtEvenIfItFails() throws Exception {
    Exchange exchange = begun(CAS);
    exchange.answered(answer(ClientAnswer.CAS_FAILED));
    assertEquals(
        ErrorCode.TEMPORARILY_UNAVAILABLE, failure(exchange.answered(error(ErrorWord.UNKNOWN))));
  }

  @Test
  void theSecondTryOfACompareAndSetIsAsDoubtfulAsTheFirst() throws Exception {
    Exchange exchange = begun(CAS);
    exchange.answered(answer(ClientAnswer.CAS_FAILED));
    exchange.answered(answer(ClientAnswer.VALUE, "1"));
    assertEquals(ErrorCode.CRASH, failure(exchange.answered(error(ErrorWord.UNKNOWN))));
  }

  @Test
  void aMissingKeyIsCreatedOnlyWhereItIsStillMissing() throws Exception {
    Exchange exchange = begun(CREATE);
    exchange.answered(answer(ClientAnswer.CAS_FAILED));
    assertSends(
        Command.compareAndSet("1", null, "2"), exchange.answered(answer(ClientAnswer.NOT_FOUND)));
    assertSends(Command.get("1"), exchange.answered(answer(ClientAnswer.CAS_FAILED)));
    assertEquals(
        ErrorCode.PRECONDITION_FAILED, failure(exchange.answered(answer(ClientAnswer.VALUE, "9"))));
  }

  @Test
  void aKeyThatNeverHoldsStillMakesItGiveUpForCertain() throws Exception {
    Exchange exchange = begun(CAS);
    Exchange.Step step = exchange.answered(answer(ClientAnswer.CAS_FAILED));
    int steps = 0;
    while (step instanceof Exchange.Step.Send) {
      steps++;
      ByteBuffer next =
          steps % 2 == 1 ? answer(ClientAnswer.VALUE, "1") : answer(ClientAnswer.CAS_FAILED);
      step = exchange.answered(next);
    }
    assertEquals(ErrorCode.TEMPORARILY_UNAVAILABLE, failure(step));
  }
}
