package io.apexkv.sim.shrink;

import java.util.Set;

/**
 * Runs plans with some kernel. It may live in a class loader of its own, so it speaks in types of
 * the JDK and in scenarios.
 */
public interface PlanRunner {

  /** Runs a plan scenario; checks of these names don't judge. */
  Attempt run(String scenario, Set<String> checksOff);

  /**
   * Runs a plan scenario and writes it anew with what luck decided in that run: noise becomes the
   * frames that it struck, and faults on a leader are on the node that led.
   */
  String sayAloud(String scenario, Set<String> checksOff);
}
