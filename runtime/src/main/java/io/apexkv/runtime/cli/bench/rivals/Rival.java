package io.apexkv.runtime.cli.bench.rivals;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another system, started for a comparison and ended after it. */
public interface Rival extends Target, AutoCloseable {

  /**
   * To be asked after a load.
   *
   * @param patienceNanos how long to look: a process that dies closes its connections before it is
   *     gone
   * @throws IOException if one of its processes has ended, or ends in that time
   */
  void requireRunning(long patienceNanos) throws IOException;

  /** The last lines that its processes wrote, each after a line break; empty if there are none. */
  String lastWords();

  @Override
  void close() throws IOException;

  /** A system that may or may not be installed. */
  interface Kind {

    /** As the user writes it, and as tables show it. */
    String name();

    /** What it is and how it is run, for a person. */
    String setting();

    /** What has to be installed; null if nothing. */
    @Nullable
    String missing();

    /** Why it can't be put under a load, in words that follow its name; null if it can. */
    default @Nullable String unfit(Load load) {
      return null;
    }

    /**
     * Starts it and waits until it serves.
     *
     * @throws IOException if it does not, with the last lines that it wrote
     */
    Rival start(Path directory) throws IOException;
  }

  /** Every system that is known here. */
  static List<Kind> all() {
    return List.of(
        new Etcd.Kind(),
        new Redis.Kind(),
        new LibraryRival.Kind(
            "sofajraft",
            "io.apexkv.rivals.SofaServer",
            "three JVMs of SOFAJRaft, synced, reads by ReadIndex, ApexKV's frames to the leader"),
        new LibraryRival.Kind(
            "ratis",
            "io.apexkv.rivals.RatisServer",
            "three JVMs of Apache Ratis, synced, linearizable reads, ApexKV's frames to the"
                + " leader"));
  }
}
