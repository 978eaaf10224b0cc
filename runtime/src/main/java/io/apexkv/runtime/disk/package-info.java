/**
 * The data directory of a real node: files of fixed size, written so that a completion means what
 * {@code docs/contract.md} says it means.
 *
 * <ul>
 *   <li>{@link io.apexkv.runtime.disk.Disk}: the disk as the event loop sees it. The kernel's
 *       operations go in by ticket, their <em>completions</em> come out, each exactly once.
 *   <li>{@link io.apexkv.runtime.disk.FileDisk}: the real one. Bounded queues lead to {@link
 *       io.apexkv.runtime.disk.DiskThread} and back.
 *   <li>{@link io.apexkv.runtime.disk.DataFiles}: the operations themselves, on files named by
 *       {@link io.apexkv.runtime.disk.FileNames}.
 *   <li>{@link io.apexkv.runtime.disk.DiskMode}: O_DIRECT with O_DSYNC, or, where the file system
 *       refuses that, buffered writes each followed by fdatasync.
 *   <li>{@link io.apexkv.runtime.disk.DirectMemory}: the aligned chunks that the kernel and the
 *       disk share.
 *   <li>{@link io.apexkv.runtime.disk.DirectoryLock}: one process a directory.
 * </ul>
 */
package io.apexkv.runtime.disk;
