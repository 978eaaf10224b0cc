package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.kernel.base.Nullable;
import java.util.Locale;

/**
 * What is known of one node from outside at one moment.
 *
 * @param address "host:port"
 * @param process its process if it lives on this machine and belongs to the local cluster
 * @param answer what it answered to DESCRIBE
 */
public record NodeView(
    int node, String address, @Nullable NodeProcess process, NodeProbe.Answer answer) {

  /** A node's condition in one word. */
  enum Condition {
    /** It answers and takes part. */
    SERVING,
    /** It answers, and reads its log. */
    RECOVERING,
    /** It answers, and ends. */
    STOPPING,
    /** A signal has stopped its process. */
    PAUSED,
    /** Its process lives, and does not answer yet or any more. */
    SILENT,
    /** Another node, or a node of another cluster, answers at its address. */
    FOREIGN,
    /** There is no process, or nobody listens. */
    DOWN;

    /** As a table shows it. */
    String word() {
      return switch (this) {
        case SILENT -> "no answer";
        case FOREIGN -> "other node";
        default -> name().toLowerCase(Locale.ROOT);
      };
    }
  }

  /** Its condition. */
  Condition condition() {
    ClusterDescription description = description();
    if (description != null) {
      return switch (description.state()) {
        case SERVING -> Condition.SERVING;
        case RECOVERING -> Condition.RECOVERING;
        case STOPPING -> Condition.STOPPING;
      };
    }
    if (answer instanceof NodeProbe.Answer.Described
        || answer instanceof NodeProbe.Answer.Foreign) {
      return Condition.FOREIGN;
    }
    if (process != null) {
      return switch (process.state()) {
        case RUNNING -> Condition.SILENT;
        case PAUSED -> Condition.PAUSED;
        case GONE -> Condition.DOWN;
      };
    }
    return answer instanceof NodeProbe.Answer.Refused ? Condition.DOWN : Condition.SILENT;
  }

  /** What it told, unless another node answered. */
  public @Nullable ClusterDescription description() {
    return answer instanceof NodeProbe.Answer.Described(ClusterDescription description)
            && description.node() == node
        ? description
        : null;
  }

  boolean isServing() {
    return condition() == Condition.SERVING;
  }
}
