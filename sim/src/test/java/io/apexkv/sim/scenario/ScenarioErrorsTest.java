package io.apexkv.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "disk 50us spread 0s|found '0s', expected 1ns to 10s",
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
        "answer ok|found 'answer ok', expected 'send' by client a before",
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
            + " frame-dropped, drained, memory-full",
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
        "core 2|the core is less than a majority",
        "log 100KiB|the log budget covers two segments (524288 bytes), but got 102400",
        "chunk 64B|a chunk is a power of two from 64KiB to 4MiB",
        "chunk 96KiB|a chunk is a power of two from 64KiB to 4MiB",
        "chunks 3|a node of 1 group needs at least 19 chunks of memory (1 MiB), but has 3 (0 MiB)",
        "append 60KiB|a chunk of memory holds the entries of an append and the largest client frame"
            + " (71680 bytes), but has 65536",
        "credit 1KiB|the credit is less than a chunk, which is what is sent at once",
        "gets 56|gets, puts and dels are 101 percent together",
        "think 0s|clients think for 1us or longer",
        "usual-value 7B|usual values are 8 bytes or more, which tell them apart, and no longer than"
            + " 1024, the longest value",
        "value 10B|usual values are 8 bytes or more, which tell them apart, and no longer than 10,"
            + " the longest value",
      })
  void settingsThatContradictEachOtherAreRefusedAtTheirLine(String line, String answer) {
    assertEquals(
        "s.scenario:3: found '" + line + "', expected what goes with the other settings: " + answer,
        error("# A story.\n\n" + line + "\nseed 7\n\nfault crash on 1 from 1s\n"));
  }

  /**
   * The largest value needs larger chunks than these; smaller chunks are refused for themselves.
   */
  @Test
  void theLineIsTheOneWithoutWhichThereIsNoContradiction() {
    String answer = error("# A story.\nvalue 16000B\nappend 30KiB\nchunk 128KiB\nchunks 2\n");
    assertTrue(answer.startsWith("s.scenario:5: found 'chunks 2', expected what goes"), answer);
    answer = error("# A story.\nheartbeat 60ms\nchunk 64KiB\n");
    assertTrue(answer.startsWith("s.scenario:2: found 'heartbeat 60ms'"), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "value 1MiB|found '1MiB', expected at most 16383B",
        "election 90000s|found '90000s', expected at most 86400s",
        "disk 11s spread 1us|found '11s', expected 0ns to 10s",
        "disk 1us spread 0ns|found '0ns', expected 1ns to 10s",
        "disk 1s spread 1s tail 1 doublings 20|found '1s spread 1s tail 1 doublings 20', expected a"
            + " delay of at most 86400s, doublings included",
        "fault crash on 4 from 1s|found '4', expected leader, all, or some of the nodes 1,2,3",
        "fault crash on leader group 7 from 1s|found '7', expected a whole number from 1 to 1",
        "fault crash on 1 group 7 from 1s|found '7', expected a whole number from 0 to 1",
        "fault crash on 1 from 2s until 1s|found '1s', expected a time that is not before 2s",
        "fault client-partition on 1 from 1s clients 4|found '4', expected some of the clients"
            + " 1,2,3",
        "fault drop on all from 1s until 2s|found the end of the line, expected 'magnitude' and a"
            + " whole number from 1 to 1000000 (frames in a million)",
        "fault drop on all from 1s until 2s magnitude 1000001|found '1000001', expected a whole"
            + " number from 1 to 1000000 (frames in a million)",
        "fault late-engine on 1 from 1s until 2s magnitude 0|found '0', expected a whole number"
            + " from 1 to 2147483647 (microseconds)",
        "fault partition on 1 from 1s until 2s magnitude 4|found '4', expected a whole number from"
            + " 0 to 3 (the node that reaches both sides, or 0)",
        "fault crash on 1 from 1s magnitude 4|found '4', expected a whole number from 0 to 3 (the"
            + " number of a moment)",
        "fault pause on 1 from 1s magnitude 2|found '2', expected a whole number from 0 to 1 (1:"
            + " within a batch)",
        "fault clock-drift on 1 from 1s magnitude 50001|found '50001', expected a whole number from"
            + " -50000 to 50000 (parts in a million)",
        "fault slow-disk on 1 from 1s magnitude -1|found '-1', expected a whole number from 0 to"
            + " 100 (a factor; 0: it completes nothing)",
        "fault depose on leader from 1s magnitude -5|found '-5', expected a whole number from 0 to"
            + " 2147483647 (microseconds)",
        "fault stop on 1 from 1s magnitude 1|found 'magnitude', expected none: stop has no"
            + " magnitude",
        "strike drop append from 1 to 9 group 1 term 1 first 1|found '9', expected a whole number"
            + " from 1 to 3",
        "strike drop append from 1 to 1 group 1 term 1 first 1|found '1', expected another node"
            + " than 1",
        "strike drop append from 1 to 2 group 2 term 1 first 1|found '2', expected a whole number"
            + " from -1 to 1",
        "put x 1..999999999|found 'put x 1..999999999', expected at most 50000 calls in a scenario",
        "send put x 1..2|found 'send put x 1..2', expected one value: each that is sent has an"
            + " answer of its own",
        "answer by b = ok|found 'answer by b = ok', expected 'send' by client b before",
        "start all but all|found 'start all but all', expected somebody who is not left out again",
        "cut 1,2 from 2,1|found 'cut 1,2 from 2,1', expected two sides that are not the same",
        "cut clients to clients|found 'cut clients to clients', expected two sides that are not"
            + " the same",
        "given leader log 1|found 'given leader log 1', expected nodes by number: none of them runs"
            + " yet",
        "given 1 log 1*501|found 'given 1 log 1*501', expected at most 500 entries",
        "kill 1|found 'kill 1', expected nodes that run; it is otherwise with node 1",
        "fault clock-drift on 1 for 1s magnitude -50001|found '-50001', expected a whole number"
            + " from -50000 to 50000 (parts in a million)",
      })
  void whatCanNotBeIsRefused(String line, String answer) {
    assertEquals("s.scenario:3: " + answer, error("# A story.\n\n" + line + "\n"));
  }

  @Test
  void aSettingIsSetOnce() {
    assertEquals(
        "s.scenario:3: found 'nodes', expected each setting once, and line 2 sets it",
        error("# A story.\nnodes 3\nnodes 3\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start all|start 2|found 'start 2', expected nodes that don't run; it is otherwise with"
            + " node 2",
        "start 1|kill 1,2|found 'kill 1,2', expected nodes that run; it is otherwise with node 2",
        "start all|corrupt log of 1|found 'corrupt log of 1', expected nodes that are down; it is"
            + " otherwise with node 1",
        "start 1,2|elect 3|found 'elect 3', expected nodes that run; it is otherwise with node 3",
        "start 1,2|pause 3|found 'pause 3', expected nodes that run; it is otherwise with node 3",
        "start 1|given 2 log 1|found 'given 2 log 1', expected 'given' before the first 'start'",
        "given 1,2 log 1|given 2 log 1|found 'given 2 log 1', expected a log once for each node;"
            + " it is otherwise with node 2",
      })
  void stepsThatMakeNoSenseAfterTheOnesBeforeAreRefused(
      String first, String second, String answer) {
    assertEquals("s.scenario:3: " + answer, error("# A story.\n" + first + "\n" + second + "\n"));
  }

  /** Who leads is known when the script runs, and who a fault kills too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kill leader\nstart 1",
        "name old = leader\nkill old\nstart all but leader",
        "fault crash on 1 for 1s\nstart 1",
        "kill 1\ncorrupt log of 1\nstart 1\nstart 1",
        "power-off all\npower-off 1\nstart all"
      })
  void whatOnlyTheRunCanTellIsNotRefused(String steps) {
    String text = "# A story.\nstart all\n" + steps + "\n";
    assertTrue(ScenarioReader.read("s.scenario", text).isScript());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "safety 1s",
        "session-clients 1",
        "readers 1",
        "puts 3",
        "core 1,2",
        "kinds crash"
      })
  void aScriptHasNoSettingsThatItDoesNotHeed(String line) {
    String name = line.substring(0, line.indexOf(' '));
    assertEquals(
        "s.scenario:2: found '" + name + "', expected in a script, steps for that",
        error("# A story.\n" + line + "\nstart all\n"));
  }

  @Test
  void aScriptIsAboutOneGroup() {
    assertEquals(
        "s.scenario:2: found 'groups 2', expected what goes with the other settings: a script is"
            + " about one group",
        error("# A story.\ngroups 2\npartitions 2\nstart all\n"));
  }

  @Test
  void whatIsNotTextIsRefusedAndLongWordsAreCut() {
    assertEquals(
        "s.scenario:2: found a control character, expected text",
        error("# A story.\nput \u0000\n"));
    String answer = error("# A story.\nnodes " + "7".repeat(100_000) + "\n");
    assertTrue(answer.length() < 200 && answer.contains("777...', expected a whole"), answer);
  }
}
