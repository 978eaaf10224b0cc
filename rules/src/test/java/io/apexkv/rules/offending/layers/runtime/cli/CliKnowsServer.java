package io.apexkv.rules.offending.layers.runtime.cli;

import io.apexkv.rules.offending.layers.runtime.Server;

/** Allowed. */
public record CliKnowsServer(Server ref) {}
