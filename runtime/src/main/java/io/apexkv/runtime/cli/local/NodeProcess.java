package io.apexkv.runtime.cli.local;

import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A process, told from any other that ever had or will have its number.
 *
 * <p>Operating systems use process ids again. So an id goes with the birth of its process, and
 * nothing is signalled whose birth is not the one that was written down.
 *
 * @param pid the process id
 * @param birth when it was born, in words that no two processes of one id share: on Linux the boot
 *     of the machine and the clock tick of the birth, which no change of the wall clock moves
 */
public record NodeProcess(long pid, String birth) {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int STATE_FIELD = 0;
  private static final int START_FIELD = 19;
  private static final long POLL_MILLIS = 20;

  /** What a process is doing. */
  public enum State {
    RUNNING,
    /** Stopped by a signal; it goes on when told to. */
    PAUSED,
    GONE
  }

  /** The process that has this id now, or null if there is none. */
  public static @Nullable NodeProcess of(long pid) {
    String birth = birthOf(pid);
    return birth == null ? null : new NodeProcess(pid, birth);
  }

  /** What it is doing now. */
  public State state() {
    if (!birth.equals(birthOf(pid))) {
      return State.GONE;
    }
    String[] fields = statOf(pid);
    if (fields == null) {
      return Files.exists(BOOT_ID) ? State.GONE : State.RUNNING;
    }
    return switch (fields[STATE_FIELD]) {
      case "Z", "X", "x" -> State.GONE; // ended, and its parent has not asked how
      case "T", "t" -> State.PAUSED;
      default -> State.RUNNING;
    };
  }

  /** Whether it exists, paused or not. */
  public boolean isAlive() {
    return state() != State.GONE;
  }

  /**
   * Sends a signal, unless the process is gone.
   *
   * @return false if it is gone, or the system refuses
   */
  public boolean signal(Signal signal) throws IOException {
    if (!isAlive()) {
      return false;
    }
    Process kill =
        // the shell's own kill: not every machine has it as a program
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return kill.waitFor() == 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Waits for its end.
   *
   * @return whether it ended in time
   */
  public boolean awaitEnd(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (isAlive()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private static @Nullable String birthOf(long pid) {
    String[] fields = statOf(pid);
    if (fields != null) {
      try {
        return Files.readString(BOOT_ID).strip() + ":" + fields[START_FIELD];
      } catch (IOException noBootId) {
        return "tick:" + fields[START_FIELD];
      }
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().startInstant())
        .map(start -> "time:" + start.toEpochMilli())
        .orElse(null);
  }

  /** The fields of /proc/PID/stat behind the command's name; null without such a file. */
  private static String @Nullable [] statOf(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
      return fields.length > START_FIELD ? fields : null;
    } catch (IOException gone) {
      return null;
    }
  }
}
