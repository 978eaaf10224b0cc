package io.apexkv.sim.world;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Trace;
import io.apexkv.sim.plan.Fault;
import java.nio.ByteBuffer;

/**
 * Two observers of one world. What the second one throws, the first one has seen happen: so who
 * records comes before who judges.
 */
public record BothObservers(WorldObserver first, WorldObserver second) implements WorldObserver {

  @Override
  public void booted(Node node) {
    first.booted(node);
    second.booted(node);
  }

  @Override
  public void flushed(Node node) {
    first.flushed(node);
    second.flushed(node);
  }

  @Override
  public void sent(Node node, int peer, ByteBuffer frames, int offset, int length) {
    first.sent(node, peer, frames, offset, length);
    second.sent(node, peer, frames, offset, length);
  }

  @Override
  public void traced(Node node, Trace event, long group, long one, long two) {
    first.traced(node, event, group, one, two);
    second.traced(node, event, group, one, two);
  }

  @Override
  public void becameDurable(Node node, FileId file, long offset, int length) {
    first.becameDurable(node, file, offset, length);
    second.becameDurable(node, file, offset, length);
  }

  @Override
  public void synced(Node node, FileId file) {
    first.synced(node, file);
    second.synced(node, file);
  }

  @Override
  public void died(Node node) {
    first.died(node);
    second.died(node);
  }

  @Override
  public void struck(Fault fault, int nodes) {
    first.struck(fault, nodes);
    second.struck(fault, nodes);
  }
}
