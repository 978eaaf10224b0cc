package io.apexkv.maelstrom;

import java.nio.file.Path;

/**
 * What a user may choose.
 *
 * @param electionTimeoutMillis see {@link io.apexkv.kernel.Timing}
 * @param directory where the node makes its data directory, removed when it ends
 */
record Settings(int electionTimeoutMillis, Path directory) {

  static final int ELECTION_TIMEOUT_MILLIS = 500;

  static final Settings DEFAULT =
      new Settings(ELECTION_TIMEOUT_MILLIS, Path.of(System.getProperty("java.io.tmpdir")));
}
