package io.apexkv.rules.offending.layers.client;

/** Something to know. */
public record Client(int value) {}
