/** A tiny world to plant bugs in: a door that lets in as many as there is room for. */
package io.apexkv.sim.mutants.toy;
