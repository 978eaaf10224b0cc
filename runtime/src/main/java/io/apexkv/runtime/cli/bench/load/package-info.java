/**
 * The load generator: what it sends, how fast, and what came of it.
 *
 * <p>It shares the machine with the servers that it measures, so it is lean: one thread drives many
 * connections, whole batches of requests go out in one write, and nothing is allocated on the path
 * of a request.
 *
 * <ul>
 *   <li>{@link io.apexkv.runtime.cli.bench.load.Load}: the shape of a load. <i>Depth</i> is how
 *       many requests a connection keeps unanswered. A load is <i>closed</i> (each answer lets the
 *       next request go) unless it has a <i>rate</i>; then it is <i>open</i>: requests have times
 *       at which they should go, and latency counts from those.
 *   <li>{@link io.apexkv.runtime.cli.bench.load.Operations}: which keys, in which order, read or
 *       written; drawn beforehand.
 *   <li>{@link io.apexkv.runtime.cli.bench.load.Wire}: a protocol, as one connection speaks it.
 *   <li>{@link io.apexkv.runtime.cli.bench.load.Target}: whom to load, and whose CPU time to count.
 *   <li>{@link io.apexkv.runtime.cli.bench.load.LoadRun}: runs a load against a target.
 *   <li>{@link io.apexkv.runtime.cli.bench.load.Measurement}: what came of it.
 * </ul>
 */
package io.apexkv.runtime.cli.bench.load;
