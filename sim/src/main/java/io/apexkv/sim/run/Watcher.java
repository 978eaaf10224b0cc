package io.apexkv.sim.run;

import io.apexkv.sim.client.Journal;
import io.apexkv.sim.network.FrameListener;
import io.apexkv.sim.world.World;
import io.apexkv.sim.world.WorldObserver;

/**
 * Hears of all that happens in a run: in its world, on its network, to its clients. It may look at
 * everything and change nothing, so that a run that is watched is the same run.
 */
public interface Watcher extends WorldObserver, FrameListener, Journal.Listener {

  /** The world in which it will happen. */
  void begins(World world);
}
