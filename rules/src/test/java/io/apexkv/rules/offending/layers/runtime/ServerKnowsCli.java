package io.apexkv.rules.offending.layers.runtime;

import io.apexkv.rules.offending.layers.runtime.cli.Main;

/** An offender. */
public record ServerKnowsCli(Main ref) {}
