package io.apexkv.sim.page;

/**
 * Where a recorded run comes from.
 *
 * @param title the page's headline: {@code Seed 42}
 * @param replay the line to paste to run it again
 * @param note what else a reader has to know, a sentence; empty if nothing
 */
public record Origin(String title, String replay, String note) {}
