/**
 * {@code apex bench}: how fast it is, held against what the machine can do.
 *
 * <p>A figure alone says little. So every load is followed at once by its two <i>floors</i>, with
 * the same connections, depth and sizes: a server that only answers (nothing with this protocol can
 * be faster on these sockets), and a loop of durable writes of the same batches (nothing durable
 * can be faster on this disk). What counts is the ratio, which moves with the code and hardly with
 * the machine. Beside each figure stands what each process paid for it in CPU time, since on a
 * small machine the processes compete.
 *
 * <ul>
 *   <li>{@link io.apexkv.runtime.cli.bench.BenchCommand}: the loads that have names, or one of
 *       one's own, on a cluster of this machine or any other.
 *   <li>{@link io.apexkv.runtime.cli.bench.CompareCommand}: the same load on other systems.
 *   <li>{@link io.apexkv.runtime.cli.bench.PartsCommand}: the parts alone, by JMH.
 *   <li>{@link io.apexkv.runtime.cli.bench.Preset}: the named loads.
 *   <li>{@link io.apexkv.runtime.cli.bench.Floors}: the floors; {@link
 *       io.apexkv.runtime.cli.bench.EchoServer} is the first.
 *   <li>{@link io.apexkv.runtime.cli.bench.FloorRatios}: the ratios that a smoke run may not fall
 *       far below; {@link io.apexkv.runtime.cli.bench.Calibration} is how they are written.
 * </ul>
 */
package io.apexkv.runtime.cli.bench;
