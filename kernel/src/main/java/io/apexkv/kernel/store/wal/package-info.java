/**
 * The write-ahead log: what a node wrote before it crashed is what it finds when it comes back, or
 * it refuses to serve. Byte for byte in {@code docs/disk-format.md}.
 *
 * <ul>
 *   <li><em>sector</em>: 512 bytes that a crash leaves whole or not at all; each carries a
 *       <em>stamp</em> that proves what it is and where it belongs: {@link
 *       io.apexkv.kernel.store.wal.Sectors}.
 *   <li><em>batch</em>: what becomes durable at once, of all groups ({@link
 *       io.apexkv.kernel.store.wal.Wal} writes it, {@code BatchWriter} builds it, {@code
 *       BatchReader} reads it back). Batches form a <em>chain</em>: each names the one before, and
 *       proves that it was durable, since at most one is in flight.
 *   <li><em>segment</em>: a file of the log, of fixed size. <em>Head</em>: the state of a group
 *       where a segment begins.
 *   <li><em>superblock</em>: identity, boot counter, segments and hard state, in two copies: {@link
 *       io.apexkv.kernel.store.wal.Superblock}, {@code SuperblockSlot}, {@code SuperblockStore}.
 *   <li><em>torn</em>: left by a crash, never acknowledged, cut. <em>damaged</em>: left by no
 *       crash, never cut. {@code TailRule} is the table that tells them apart.
 *   <li>recovery: {@code Recovery} reads the directory, {@code LogScan} the log, {@code LogReplay}
 *       applies its records, {@code Settling} makes the disk ready to go on.
 *   <li><em>mark</em>: where in the log to look for an index: {@code LogIndex}; {@code ReadBack}
 *       brings entries that left memory back.
 *   <li>{@link io.apexkv.kernel.store.wal.DurableScan}: the same reading, for those outside.
 * </ul>
 */
package io.apexkv.kernel.store.wal;
