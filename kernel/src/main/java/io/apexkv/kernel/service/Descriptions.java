package io.apexkv.kernel.service;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.raft.Group;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import java.util.List;

/** Encodes DESCRIPTION: what this node knows of itself, the cluster and its groups. */
final class Descriptions {

  private static final int FIXED_BYTES = 88;
  private static final int MEMBER_BYTES = 8;
  private static final int GROUP_BYTES = 48;

  private final ServiceContext context;
  private final GroupService[] groups;
  private int at;

  Descriptions(ServiceContext context, GroupService[] groups) {
    this.context = context;
    this.groups = groups;
  }

  void answer(Request request) {
    int bytes = bytes();
    if (!context.answers.begin(request, bytes)) {
      return;
    }
    ByteBuffer buffer = context.answers.buffer();
    int offset = context.answers.offset();
    int payloadBytes = bytes - ClientFrame.HEADER_BYTES;
    ClientFrame.header(
        buffer,
        offset,
        ClientAnswer.DESCRIPTION,
        0,
        context.config.node(),
        payloadBytes,
        request.sequence);
    at = offset + ClientFrame.HEADER_BYTES;
    node(buffer);
    members(buffer);
    groups(buffer);
    Check.that(at - offset == bytes, "a description has its computed length", at - offset);
    context.answers.end(request, bytes);
  }

  private int bytes() {
    Config config = context.config;
    int bytes = ClientFrame.HEADER_BYTES + FIXED_BYTES + 4 + config.diskMode().length() + 12;
    for (Member member : config.members()) {
      bytes += MEMBER_BYTES + member.address().length();
    }
    return bytes + config.groups() * GROUP_BYTES;
  }

  private void node(ByteBuffer buffer) {
    Config config = context.config;
    Metrics metrics = context.metrics;
    buffer.putShort(at, (short) 1);
    buffer.put(at + 2, (byte) context.state.ordinal());
    buffer.put(at + 3, (byte) 0);
    buffer.putInt(at + 4, config.node());
    at += 8;
    u64(buffer, config.cluster().high());
    u64(buffer, config.cluster().low());
    u64(buffer, context.bootCounter);
    u64(buffer, context.nowNanos - context.bootedNanos);
    u64(buffer, context.logReads.usedBytes());
    u64(buffer, config.limits().logBudgetBytes());
    u64(buffer, metrics.gets());
    u64(buffer, metrics.puts());
    u64(buffer, metrics.p99GetMicros());
    u64(buffer, metrics.p99PutMicros());
    string(buffer, config.diskMode());
    u32(buffer, config.partitions());
  }

  private void members(ByteBuffer buffer) {
    List<Member> members = context.config.members();
    u32(buffer, members.size());
    for (Member member : members) {
      u32(buffer, member.node());
      string(buffer, member.address());
    }
  }

  private void groups(ByteBuffer buffer) {
    u32(buffer, groups.length);
    for (GroupService group : groups) {
      Group raft = group.raft();
      u64(buffer, group.number());
      u32(buffer, raft.view().role().ordinal() << 24);
      u32(buffer, raft.leaderNode());
      u64(buffer, raft.view().term());
      u64(buffer, raft.view().commitIndex());
      u64(buffer, group.applied());
      u64(buffer, raft.view().lastIndex());
    }
  }

  private void u32(ByteBuffer buffer, int value) {
    buffer.putInt(at, value);
    at += 4;
  }

  private void u64(ByteBuffer buffer, long value) {
    buffer.putLong(at, value);
    at += 8;
  }

  private void string(ByteBuffer buffer, String ascii) {
    u32(buffer, ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      buffer.put(at + i, (byte) ascii.charAt(i));
    }
    at += ascii.length();
  }
}
