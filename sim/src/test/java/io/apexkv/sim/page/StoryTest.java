package io.apexkv.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The stories of known bugs, each told by the first seed that finds it. */
class StoryTest {

  private static List<String> story(Map<String, Object> data) {
    List<String> sentences = new ArrayList<>();
    long last = 0;
    for (Object row : Json.list(data.get("story"))) {
      long at = (Long) Json.list(row).get(0);
      assertTrue(at >= last, () -> "not in order of time: " + row);
      last = at;
      sentences.add(Json.list(row).get(4).toString());
    }
    return sentences;
  }

  @Test
  void aVoteThatWasGivenTwiceIsSeenGivenForgottenAndGivenAgain() {
    Map<String, Object> data = Killed.data("vote-before-durable");
    String story = String.join("\n", story(data));
    Matcher forgotten =
        Pattern.compile("(node \\d).*; its vote for (node \\d) in (term \\d+) is forgotten")
            .matcher(story);
    boolean told = false;
    while (!told && forgotten.find()) { // other votes may be forgotten without a harm
      String voter = forgotten.group(1);
      String first = voter + " votes for " + forgotten.group(2) + " in " + forgotten.group(3);
      int given = story.indexOf(first);
      Pattern again = Pattern.compile(voter + " votes for node \\d in " + forgotten.group(3));
      told = given >= 0 && given < forgotten.start() && again.matcher(story).find(forgotten.end());
    }
    assertTrue(told, story);
    assertTrue(story.endsWith(Json.text(data, "message")), story);
  }

  @Test
  void aStaleReadIsToldWithTheWriteThatItShouldHaveSeen() {
    Map<String, Object> data = Killed.data("deposed-leader-reads");
    List<String> story = story(data);
    String last = story.getLast();
    assertTrue(last.startsWith("A stale read of k"), last);
    long overwriting = Json.number(Json.object(data.get("focus")), "overwriting");
    Object write = Json.list(data.get("operations")).get((int) overwriting);
    assertTrue(last.contains(Json.list(write).get(8).toString()), () -> last + ", " + write);
    assertTrue(
        String.join("\n", story).contains(Json.list(write).get(8) + ", OK"), story::toString);
  }

  @Test
  void anAcknowledgementBeforeTheDiskIsToldWithWhatTheDisksHold() {
    Map<String, Object> data = Killed.data("ack-before-sync");
    String story = String.join("\n", story(data));
    assertTrue(story.contains(" that it has entries up to "), story);
    assertTrue(story.contains("(whose logs end at "), story);
    assertEquals("durability", data.get("check"));
  }
}
