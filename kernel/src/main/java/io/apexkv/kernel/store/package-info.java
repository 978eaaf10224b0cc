/**
 * What a Raft group's applied entries have made: the contents, behind {@link
 * io.apexkv.kernel.store.Engine}.
 *
 * <p>From the outside in:
 *
 * <ul>
 *   <li>{@link io.apexkv.kernel.store.Engine}: get, put, delete; <em>prefetch</em> before them, and
 *       <em>reserve</em> before a write enters the log. {@link io.apexkv.kernel.store.ValueRef}
 *       points at a value where it lies.
 *   <li>{@link io.apexkv.kernel.store.MemoryEngine}: the engine that keeps everything in memory.
 *   <li>{@code HashTable}: from the hash of a key to the address of its <em>item</em> (key and
 *       value, {@code Items}). Extendible hashing: a <em>directory</em> of pages that are split and
 *       merged one at a time. {@code TablePage}: a page, Robin Hood hashing with backward shift.
 *   <li>{@link io.apexkv.kernel.store.Slabs}: the memory of all engines of a node. A <em>slot</em>
 *       holds one item; a <em>slab</em> is a block cut into slots of one size class ({@code
 *       SizeClasses}); a <em>promise</em> keeps room for writes that are in the log already.
 *   <li>{@code Blocks}: buddies; cuts the chunks of {@link io.apexkv.kernel.Memory} into blocks of
 *       16 KiB and more, and gives whole chunks back.
 *   <li>{@code Digest}: one number to compare the contents of two replicas by.
 * </ul>
 */
package io.apexkv.kernel.store;
