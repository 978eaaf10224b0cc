package io.apexkv.runtime.cli.bench.rivals;

import java.io.IOException;
import java.nio.file.Path;

/** Another system whose programs run in a directory of their own, and end with it. */
abstract class ProgramRival implements Rival {

  final Programs programs;

  /** Nothing runs yet. */
  ProgramRival(Path parent, String name) throws IOException {
    programs = new Programs(parent, name);
  }

  @Override
  public final void requireRunning(long patienceNanos) throws IOException {
    programs.requireRunning(patienceNanos);
  }

  @Override
  public final String lastWords() {
    return programs.lastWords();
  }

  @Override
  public final void close() throws IOException {
    programs.close();
  }
}
