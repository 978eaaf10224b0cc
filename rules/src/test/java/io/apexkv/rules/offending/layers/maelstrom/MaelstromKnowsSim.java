package io.apexkv.rules.offending.layers.maelstrom;

import io.apexkv.rules.offending.layers.sim.Sim;

/** An offender. */
public record MaelstromKnowsSim(Sim ref) {}
