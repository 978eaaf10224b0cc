package io.apexkv.runtime.cli.chaos;

/**
 * What happened in a run.
 *
 * @param leaderKills leaders that were killed, with or without others
 * @param pauses nodes that stood still for {@link Floors#LEAST_PAUSE_MILLIS} or more
 * @param otherKills kills of nodes that did not lead
 * @param acknowledged operations with the outcome OK
 * @param writes those of them that were writes
 * @param failed operations with the outcome FAILED
 * @param unknown operations without a definite outcome, left open in the history
 * @param keysRead keys that were read at the end
 */
record Tally(
    int leaderKills,
    int pauses,
    int otherKills,
    long acknowledged,
    long writes,
    long failed,
    long unknown,
    int keysRead) {

  Tally withKeysRead(int read) {
    return new Tally(leaderKills, pauses, otherKills, acknowledged, writes, failed, unknown, read);
  }
}
