package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.Address;
import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.Version;
import io.apexkv.runtime.cli.text.HelpText;
import io.apexkv.runtime.cli.text.Screen;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex status}: how a cluster is. */
@Command(
    name = "status",
    description = {
      "Shows the nodes of the local cluster, or of the cluster that the given nodes belong to.",
      "LOG is the share of its budget that a node's log has used: at 100%% it refuses writes. DISK"
          + " is O_DIRECT, or 'buffered' where the file system refuses that. GETS and PUTS count"
          + " since the node started."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      "0:Healthy: every node serves, and every group has a leader that all follow.",
      "1:Not healthy: some node does not take part, or some group has no leader; or the log of"
          + " every node that serves is full, so that only reads are served.",
      ExitCodes.WRONG_USE_TEXT
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./apex status",
      "  ./apex status --json",
      "  ./apex status 10.0.0.1:7001 && echo healthy"
    })
public final class StatusCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "HOST:PORT",
      description = "Nodes of a cluster elsewhere; one that answers is enough.")
  private List<String> addresses = List.of();

  @Option(names = "--json", description = "Writes one JSON object.")
  private boolean json;

  @Mixin private DirOption dir;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Screen screen = Screen.of(spec);
    ClusterView view = addresses.isEmpty() ? local() : remote(addresses);
    if (json) {
      screen.say(StatusJson.of(view));
    } else {
      new StatusTable(view, addresses.isEmpty(), screen).print();
    }
    return view.health().isHealthy() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private ClusterView local() throws IOException {
    ClusterFiles files = dir.files();
    return ClusterView.of(files, LocalCluster.read(files));
  }

  private static ClusterView remote(List<String> addresses) {
    for (String address : addresses) {
      String problem = Address.problem(address);
      if (problem != null) {
        throw new UserMistake(problem + ".", "Give the address of a node's client port.");
      }
    }
    ClusterView view = ClusterView.of(addresses);
    if (view == null) {
      throw new UserMistake(
          ExitCodes.FAILED,
          "no ApexKV node answers at " + String.join(", ", addresses) + ".",
          "See whether the nodes run, and whether these are their addresses.");
    }
    return view;
  }
}
