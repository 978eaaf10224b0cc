package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Ranges;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Under what a kill matrix was made, so that a reader can make it again.
 *
 * @param version of ApexKV, as {@code apex --version} says
 * @param commit of its sources, or {@code unknown}
 * @param java the virtual machine
 * @param machine processors, architecture and system
 * @param jobs seeds that ran at a time
 * @param ranges of seeds
 */
record KillRun(
    String version, String commit, String java, String machine, int jobs, Ranges ranges) {

  /** Here and now. */
  static KillRun now(String[] version, int jobs, Ranges ranges) {
    return new KillRun(
        version.length == 0 ? "unknown" : version[0],
        commit(System.getProperty("apex.home", "")),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        String.format(
            Locale.ROOT,
            "%d processors, %s, %s",
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.arch"),
            System.getProperty("os.name")),
        jobs,
        ranges);
  }

  /** What git says of a checkout: a commit, and "-dirty" if something was changed since. */
  private static String commit(String home) {
    if (home.isEmpty()) {
      return "unknown"; // a release; git would speak of whatever the current directory is
    }
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
              .directory(new File(home))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] said = git.getInputStream().readAllBytes();
      boolean ended = git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0;
      return ended ? new String(said, StandardCharsets.UTF_8).strip() : "unknown";
    } catch (IOException noGit) {
      return "unknown";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
