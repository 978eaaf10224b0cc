package io.apexkv.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong in a scenario is answered with its place, what was found and expected. */
class ScenarioErrorsTest {

  private static String error(String text) {
    ScenarioError error =
        assertThrows(ScenarioError.class, () -> ScenarioReader.read("s.scenario", text));
    return String.valueOf(error.getMessage());
  }

  @Test
  void aScenarioWithoutAStoryIsRefused() {
    assertEquals(
        "s.scenario:1: found no story, expected a story: lines that begin with '#'",
        error("nodes 3\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // settings
        "nodes|found the end of the line, expected a whole number from 1 to 9",
        "nodes ten|found 'ten', expected a whole number from 1 to 9",
        "nodes 10|found '10', expected a whole number from 1 to 9",
        "nodes 3 4|found '4', expected the end of the line",
        "election 150|found '150', expected a duration as 20us, 150ms or 1.5s",
        "election 1.5|found '1.5', expected a duration as 20us, 150ms or 1.5s",
        "election .5s|found '.5s', expected a duration as 20us, 150ms or 1.5s",
        "election 1.5ns|found '1.5ns', expected a duration as 20us, 150ms or 1.5s",
        "log 12|found '12', expected a size as 100B, 64KiB or 1MiB",
        "segment 9GiB|found '9GiB', expected at most 2147483647B",
        "disk 50us|found the end of the line, expected 'spread'",
        "disk 50us spread 0s|found '0s', expected at least 1ns",
        "disk 1us spread 1us tail x|found 'x', expected a whole number from 0 to 1000000",
        "core 1,x|found '1,x', expected numbers from 1 to 16 as 1,3, or none",
        "outsiders odd|found 'odd', expected one of dead, isolated, deaf, mute",
        // declared faults
        "fault crash from 1s|found 'from', expected 'on'",
        "fault crash on 4 from 1s|found '4', expected leader, all, or some of the nodes 1,2,3",
        "fault crash on 1 from 2s until 1s|found '1s', expected a time that is not before 2s",
        // steps
        "stop|found the end of the line, expected nodes: numbers from 1 to 3, leader, follower,"
            + " followers, all, or a name",
        "kill 4|found '4', expected nodes: numbers from 1 to 3, leader, follower, followers, all,"
            + " or a name",
        "start old|found 'old', expected nodes: numbers from 1 to 3, leader, follower, followers,"
            + " all, or a name",
        "power-off 1 2|found '2', expected the end of the line",
        "pause 0|found '0', expected nodes: numbers from 1 to 3, leader, follower, followers, all,"
            + " or a name",
        "resume all but|found the end of the line, expected nodes: numbers from 1 to 3, leader,"
            + " follower, followers, all, or a name",
        "corrupt log 3|found '3', expected 'of'",
        "corrupt disk|found 'disk', expected kinds of frames: frames, pre-vote, pre-vote-answer,"
            + " vote, vote-answer, append, append-answer, heartbeat, heartbeat-answer",
        "name leader = 1|found 'leader', expected a name of small letters that means nothing else",
        "name old 1|found '1', expected '='",
        "given 1 1 1|found '1', expected 'log'",
        "given 1 log|found the end of the line, expected terms of entries as 1 1 4, or 1*2 4; none"
            + " for an empty log",
        "given 1 log 2 1|found '1', expected terms from 1 on that never go back",
        "given 1 log 1 3 term 2|found '2', expected a term that is not below that of the last"
            + " entry",
        "cut 1 2|found '2', expected 'from'",
        "heal 1|found '1', expected the end of the line",
        "drop|found the end of the line, expected kinds of frames: frames, pre-vote,"
            + " pre-vote-answer, vote, vote-answer, append, append-answer, heartbeat,"
            + " heartbeat-answer",
        "hold append,forward|found 'append,forward', expected kinds of frames: frames, pre-vote,"
            + " pre-vote-answer, vote, vote-answer, append, append-answer, heartbeat,"
            + " heartbeat-answer",
        "copy append after x|found 'x', expected a whole number from 0 to 2147483647",
        "pass append until|found 'until', expected the end of the line",
        "fault crash on 1|found the end of the line, expected 'for'",
        "elect|found the end of the line, expected nodes: numbers from 1 to 3, leader, follower,"
            + " followers, all, or a name",
        "run|found the end of the line, expected a duration as 20us, 150ms or 1.5s",
        "await leader 1 for 2s|found 'for', expected the end of the line",
        "put|found the end of the line, expected a key: a word of small letters",
        "put K 1|found 'K', expected a key: a word of small letters",
        "put x y|found 'y', expected a value from 0 to 999999999, or a range of them as 1..20",
        "put x 5..1|found '5..1', expected a value from 0 to 999999999, or a range of them as"
            + " 1..20",
        "get x|found the end of the line, expected '='",
        "get x = some|found 'some', expected one of ok, value, absent, not-swapped, redirect,"
            + " failed, unknown",
        "del x by z|found 'z', expected a client: a letter from a to h",
        "cas x 1|found the end of the line, expected a value from 0 to 999999999, or a range of"
            + " them as 1..20",
        "send x|found 'x', expected put, get, del or cas",
        "answer ok|found 'ok', expected '='",
        // conditions
        "expect luck|found 'luck', expected a condition: leader, no leader, role, term, vote, log,"
            + " commit, up, down, event, no event, no answer or converged",
        "expect no luck|found 'luck', expected 'event'",
        "expect role 1 king|found 'king', expected one of leader, follower, candidate,"
            + " pre-candidate",
        "expect term 1 3|found '3', expected '=' or '>='",
        "expect vote 1 >= 2|found '>=', expected '='",
        "expect log 1 = x|found 'x', expected terms of entries as 1 1 4, or 1*2 4; none for an"
            + " empty log",
        "expect commit 1 = many|found 'many', expected a whole number from 0 to 2147483647",
        "expect event luck on 1|found 'luck', expected one of recovered, torn-tail-cut, follower,"
            + " pre-candidate, candidate, leader, quorum-lost, truncated, log-read-back, conflict,"
            + " session-opened, session-expired, duplicate-answered, log-full, busy,"
            + " frame-dropped, drained",
        "expect event leader 1|found '1', expected 'on'",
      })
  void aWrongLineIsAnsweredWithWhatWasFoundAndExpected(String line, String answer) {
    assertEquals("s.scenario:3: " + answer, error("# A story.\n\n" + line + "\n"));
  }

  @Test
  void anUnknownWordIsAnsweredWithAllThatMayStandThere() {
    String answer = error("# A story.\nfly 3\n");
    String begin = "s.scenario:2: found 'fly', expected a setting (seed, nodes, ";
    assertEquals(begin, answer.substring(0, begin.length()));
    assertEquals("send, answer)", answer.substring(answer.length() - 13));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start all|nodes 3|3: found 'nodes', expected settings before faults and steps",
        "fault crash on 1 from 1s|start 1|3: found 'start', expected declared faults alone, or"
            + " else steps alone",
        "start 1|fault crash on 1 from 1s|3: found 'from', expected 'for': in a script, a fault"
            + " begins when its step is done",
        "put x 1|put x 1|3: found '1', expected a value that was not written to x before",
      })
  void linesThatDoNotGoTogetherAreRefused(String first, String second, String answer) {
    assertEquals("s.scenario:" + answer, error("# A story.\n" + first + "\n" + second + "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "heartbeat 100ms|heartbeats come at least three times an election timeout, but got"
            + " 100000000 ns and 150000000 ns",
        "groups 2|there are fewer partitions than groups",
        "core 1,4|the core has a node that does not exist",
        "log 100KiB|the log budget covers two segments (524288 bytes), but got 102400",
      })
  void settingsThatContradictEachOtherAreRefused(String line, String answer) {
    assertEquals("s.scenario: " + answer, error("# A story.\n" + line + "\n"));
  }

  @Test
  void aScriptIsAboutOneGroup() {
    assertEquals(
        "s.scenario: a script is about one group, found groups 2",
        error("# A story.\ngroups 2\npartitions 2\nstart all\n"));
  }
}
