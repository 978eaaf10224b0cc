package io.apexkv.rules.offending.layers.runtime.cli;

/** Something to know. */
public record Main(int value) {}
