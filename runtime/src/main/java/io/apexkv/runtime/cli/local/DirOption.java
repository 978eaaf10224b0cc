package io.apexkv.runtime.cli.local;

import io.apexkv.kernel.base.Nullable;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which local cluster a command means; mixed into every command that means one. */
public final class DirOption {

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where the local cluster lives. Usual: .apex beside ./apex.")
  private @Nullable Path dir;

  /** Where the cluster's files are. */
  public ClusterFiles files() {
    return dir == null ? ClusterFiles.usual() : new ClusterFiles(dir.toAbsolutePath().normalize());
  }

  /** What to add to a line that the user may paste, so that it means the same cluster. */
  String toPaste() {
    return dir == null ? "" : " --dir " + dir;
  }
}
