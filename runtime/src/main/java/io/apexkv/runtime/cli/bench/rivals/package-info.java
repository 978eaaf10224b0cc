/**
 * Other systems that take the same load, as processes of this machine: each is a {@link
 * io.apexkv.runtime.cli.bench.rivals.Rival} that is either installed, and then started, or named
 * with what is missing. Their protocols are spoken by the same load generator.
 */
package io.apexkv.runtime.cli.bench.rivals;
