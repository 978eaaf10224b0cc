package io.apexkv.sim.world;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Trace;
import io.apexkv.sim.plan.Fault;
import java.nio.ByteBuffer;

/** Hears what happens in a world as it happens. It may look at everything and change nothing. */
public interface WorldObserver {

  /** A process came to life; its kernel has seen nothing yet. */
  default void booted(Node node) {}

  /** A batch has ended: the kernel of this node, and no other, may have changed. */
  default void flushed(Node node) {}

  /** A kernel sends whole frames to a peer. */
  default void sent(Node node, int peer, ByteBuffer frames, int offset, int length) {}

  /** A kernel reports something. */
  default void traced(Node node, Trace event, long group, long first, long second) {}

  /** A durable write has completed on a node's disk. */
  default void becameDurable(Node node, FileId file, long offset, int length) {}

  /** A file was synced: anything in it may have become durable. */
  default void synced(Node node, FileId file) {}

  /** A kernel found its disk damaged, as it was, and stops for good. */
  default void halted(Node node, String message) {}

  /** A process died; its disk is what the crash has left. */
  default void died(Node node) {}

  /** A fault begins; {@code nodes} are those that it strikes, a bit each (bit 0 is node 1). */
  default void struck(Fault fault, int nodes) {}
}
