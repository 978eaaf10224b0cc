package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.client.core.ClusterDescription.GroupStatus;
import io.apexkv.runtime.cli.text.Json;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** A cluster's nodes as one line of JSON for programs. */
public final class StatusJson {

  private StatusJson() {}

  /** The line. */
  public static String of(ClusterView view) {
    return Json.object(json -> write(view, json));
  }

  private static void write(ClusterView view, JsonGenerator json) {
    Health health = view.health();
    json.writeStringProperty("health", word(health));
    json.writeNumberProperty("members", health.members());
    json.writeNumberProperty("serving", health.serving());
    json.writeArrayPropertyStart("leaders");
    for (long group = 1; group <= view.groups(); group++) {
      json.writeStartObject();
      json.writeNumberProperty("group", group);
      json.writeNumberProperty("node", view.leaderOf(group));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("nodes");
    for (NodeView node : view.nodes()) {
      json.writeStartObject();
      write(node, json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String word(Health health) {
    return health.isReadOnly() ? "read-only" : health.level().name().toLowerCase(Locale.ROOT);
  }

  private static void write(NodeView node, JsonGenerator json) {
    json.writeNumberProperty("node", node.node());
    json.writeStringProperty("address", node.address());
    json.writeStringProperty("state", node.condition().name().toLowerCase(Locale.ROOT));
    NodeProcess process = node.process();
    if (process != null) {
      json.writeNumberProperty("pid", process.pid());
    }
    ClusterDescription told = node.description();
    if (told == null) {
      return;
    }
    json.writeStringProperty("cluster", ClusterView.idOf(told));
    json.writeNumberProperty("bootCounter", told.bootCounter());
    json.writeNumberProperty("upNanos", told.upNanos());
    json.writeNumberProperty("logBytes", told.logBytes());
    json.writeNumberProperty("logBudgetBytes", told.logBudgetBytes());
    json.writeStringProperty("diskMode", told.diskMode());
    json.writeNumberProperty("gets", told.metrics().gets());
    json.writeNumberProperty("puts", told.metrics().puts());
    json.writeNumberProperty("p99GetMicros", told.metrics().p99GetMicros());
    json.writeNumberProperty("p99PutMicros", told.metrics().p99PutMicros());
    json.writeNumberProperty("partitions", told.partitions());
    json.writeArrayPropertyStart("groups");
    for (GroupStatus group : told.groups()) {
      json.writeStartObject();
      json.writeNumberProperty("group", group.group());
      json.writeStringProperty("role", StatusTable.word(group.role()));
      json.writeNumberProperty("leader", group.leader());
      json.writeNumberProperty("term", group.term());
      json.writeNumberProperty("commit", group.commit());
      json.writeNumberProperty("applied", group.applied());
      json.writeNumberProperty("lastIndex", group.lastIndex());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
