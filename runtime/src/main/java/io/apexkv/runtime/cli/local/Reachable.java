package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.Address;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.UserMistake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Nodes that answered a moment ago: where a client of a cluster can begin. */
public final class Reachable {

  /** Exit code if no node can be reached. */
  public static final int CANNOT_CONNECT = 3;

  private final List<String> answering;
  private final @Nullable ClusterFiles files;

  private Reachable(List<String> answering, @Nullable ClusterFiles files) {
    this.answering = answering;
    this.files = files;
  }

  /**
   * The nodes of the local cluster.
   *
   * @throws UserMistake if there is none, or none of its nodes answers
   */
  public static Reachable local(DirOption dir) throws IOException {
    ClusterFiles files = dir.files();
    if (!files.hasCluster()) {
      throw new UserMistake(
          CANNOT_CONNECT,
          "there is no local cluster in " + ClusterFiles.shown(files.root()) + ".",
          "Start one with './apex up', or give the address of a node: ./apex cli HOST:PORT");
    }
    List<String> answering = answering(LocalCluster.read(files).addresses());
    if (answering.isEmpty()) {
      throw new UserMistake(
          CANNOT_CONNECT,
          "no node of the local cluster answers.",
          "To start it: ./apex up"
              + dir.toPaste()
              + ". To see what runs: ./apex status"
              + dir.toPaste());
    }
    return new Reachable(answering, files);
  }

  /**
   * One node anywhere.
   *
   * @throws UserMistake if the address is none, or no node answers there
   */
  public static Reachable at(String address) {
    String problem = Address.problem(address);
    if (problem != null) {
      throw new UserMistake(problem + ".", "Give the address of a node's client port.");
    }
    List<String> answering = answering(List.of(address));
    if (answering.isEmpty()) {
      throw new UserMistake(
          CANNOT_CONNECT,
          "no ApexKV node answers at " + address + ".",
          "See whether a node runs there: ./apex status");
    }
    return new Reachable(answering, null);
  }

  private static List<String> answering(List<String> addresses) {
    List<NodeProbe.Answer> answers = NodeProbe.askAll(addresses, ClusterView.PATIENCE);
    List<String> answering = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      if (answers.get(i) instanceof NodeProbe.Answer.Described) {
        answering.add(addresses.get(i));
      }
    }
    return answering;
  }

  /** Addresses "host:port", at least one. */
  public List<String> addresses() {
    return answering;
  }

  /** Looks at all nodes of the cluster; null if none answers any more. */
  public @Nullable ClusterView view() throws IOException {
    return files == null
        ? ClusterView.of(answering)
        : ClusterView.of(files, LocalCluster.read(files));
  }
}
