package io.apexkv.sim.world;

import io.apexkv.kernel.AdminOrder;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Writes down its inputs, and does in a flush what a test wants. */
final class ToyKernel implements Inputs, Subject, ReplicaView {

  /** What a test wants done. */
  interface Act {
    void on(ToyKernel kernel, Host host);
  }

  /** Makes toy kernels and keeps them in the order of their boots. */
  static final class Factory implements SubjectFactory {
    final List<ToyKernel> made = new ArrayList<>();
    Act inFlush = (kernel, host) -> {};
    Act inTime = (kernel, host) -> {};
    long tickNanos = 10_000_000;

    @Override
    public byte[] format(Config config) {
      return new byte[4096];
    }

    @Override
    public Subject boot(Config config, long seed, Host host, Lateness lateness) {
      ToyKernel kernel = new ToyKernel(this, config.node(), host);
      made.add(kernel);
      return kernel;
    }
  }

  final int node;
  final List<String> heard = new ArrayList<>();
  final List<Long> flushes = new ArrayList<>();
  private final Factory factory;
  private final Host host;
  private long nowNanos;
  private long boot;

  private ToyKernel(Factory factory, int node, Host host) {
    this.factory = factory;
    this.node = node;
    this.host = host;
  }

  @Override
  public void booted(long nowNanos, long wallMillis) {
    heard.add("booted");
    boot = 1;
  }

  @Override
  public void time(long now, long wallMillis) {
    nowNanos = now;
    factory.inTime.on(this, host);
  }

  @Override
  public void peerUp(long nowNanos, int peer, long bootCounter) {
    heard.add("up " + peer);
  }

  @Override
  public void peerDown(long nowNanos, int peer) {
    heard.add("down " + peer);
  }

  @Override
  public void sendSpace(long nowNanos, int peer, int bytes) {
    heard.add("space " + peer + " " + bytes);
  }

  @Override
  public void message(long nowNanos, int peer, ByteBuffer buffer, int offset, int length) {
    heard.add("message " + peer);
  }

  @Override
  public void datagram(long nowNanos, int peer, ByteBuffer buffer, int offset, int length) {
    heard.add("datagram " + peer);
  }

  @Override
  public void connectionOpened(long nowNanos, long connection) {
    heard.add("opened " + connection);
  }

  @Override
  public void connectionClosed(long nowNanos, long connection) {
    heard.add("closed " + connection);
  }

  @Override
  public void request(long nowNanos, long connection, ByteBuffer buffer, int offset, int length) {
    heard.add("request " + connection + " " + buffer.get(offset));
  }

  @Override
  public void diskDone(
      long nowNanos, long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length) {
    heard.add("done " + ticket + " " + status);
  }

  @Override
  public void admin(long nowNanos, AdminOrder order) {
    heard.add("admin " + order);
  }

  @Override
  public void flush(long nowNanos) {
    flushes.add(nowNanos);
    factory.inFlush.on(this, host);
  }

  @Override
  public long nextDeadlineNanos() {
    return nowNanos + factory.tickNanos;
  }

  @Override
  public long bootCounter() {
    return boot;
  }

  @Override
  public Inputs inputs() {
    return this;
  }

  @Override
  public ReplicaView replica(int group) {
    return this;
  }

  @Override
  public int group() {
    return 1;
  }

  @Override
  public boolean leads() {
    return node == 1;
  }

  @Override
  public long term() {
    return 1;
  }

  @Override
  public long votedFor() {
    return 1;
  }

  @Override
  public long commitIndex() {
    return 0;
  }

  @Override
  public long appliedIndex() {
    return 0;
  }

  @Override
  public long lastIndex() {
    return 0;
  }

  @Override
  public long termAt(long index) {
    return 0;
  }

  @Override
  public long entryChecksum(long index) {
    return -1;
  }

  @Override
  public long stateDigest() {
    return 0;
  }
}
