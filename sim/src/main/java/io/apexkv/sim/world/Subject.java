package io.apexkv.sim.world;

import io.apexkv.kernel.Inputs;

/** A kernel under test: its inputs, and what may be seen of it. */
public interface Subject {

  /** Where its host delivers. */
  Inputs inputs();

  /** What handshakes announce; 0 while it recovers. */
  long bootCounter();

  /** The view of a group, from 1; valid as long as the kernel lives. */
  ReplicaView replica(int group);
}
