package io.apexkv.sim.shrink;

/** One way to make plans smaller. */
interface Pass {

  /** What it is after, for a progress bar. */
  String name();

  /** Tries plans that are smaller than the best until it knows no more. */
  void shrink(Trials trials);
}
