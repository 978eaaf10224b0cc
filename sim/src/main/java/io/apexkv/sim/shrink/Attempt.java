package io.apexkv.sim.shrink;

/**
 * What came out of a run, in types of the JDK.
 *
 * @param failedCheck the name of the check that ended it, empty if all passed
 * @param message what the check saw, empty if all passed
 * @param timeNanos world time in the end
 * @param events that had happened by then
 */
public record Attempt(String failedCheck, String message, long timeNanos, long events) {}
