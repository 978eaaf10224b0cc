/**
 * The parts measured alone, by JMH: what an operation costs in nanoseconds, and how many bytes it
 * allocates ({@code -prof gc}; on the warm path of the kernel none).
 *
 * <ul>
 *   <li>{@link io.apexkv.bench.CodecBenchmark}: frames and entries, written and checked.
 *   <li>{@link io.apexkv.bench.CrcBenchmark}: checksums by length.
 *   <li>{@code WalBatchBenchmark} (in the log's own package): the building of a batch.
 *   <li>{@link io.apexkv.bench.RaftBenchmark}: a write through three replicas of Raft, without disk
 *       or engine.
 *   <li>{@link io.apexkv.bench.EngineBenchmark}: the memory engine.
 *   <li>{@code ApplyBenchmark} (in the service's own package): a committed entry applied by the
 *       state machine, on the memory engine.
 *   <li>{@link io.apexkv.bench.KernelBenchmark}: a write and a read through three whole kernels:
 *       log, Raft, apply, answers.
 *   <li>{@link io.apexkv.bench.EventQueueBenchmark} and {@link
 *       io.apexkv.bench.SimulationBenchmark}: the simulator's queue, and its whole events with
 *       every check on; {@link io.apexkv.bench.IdleClusterBenchmark}: five simulated nodes that
 *       have nothing to do.
 * </ul>
 */
package io.apexkv.bench;
