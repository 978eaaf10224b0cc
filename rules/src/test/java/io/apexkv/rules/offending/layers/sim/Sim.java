package io.apexkv.rules.offending.layers.sim;

/** Something to know. */
public record Sim(int value) {}
