package io.apexkv.rules.offending.layers.kernel;

/** Something to know. */
public record Kernel(int value) {}
