package io.apexkv.rules.offending.layers.runtime;

/** Something to know. */
public record Server(int value) {}
