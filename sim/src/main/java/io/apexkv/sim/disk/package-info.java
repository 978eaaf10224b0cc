/**
 * A disk that keeps the letter of the disk contract, and no more.
 *
 * <ul>
 *   <li>Content is kept twice: <em>live</em>, what a read returns, and <em>durable</em>, what is
 *       left after the worst crash ({@link io.apexkv.sim.disk.SimFile}).
 *   <li>An operation in flight ({@link io.apexkv.sim.disk.DiskOperation}) is resolved by luck when
 *       the node crashes: each 512-byte sector of a write may have landed or not; a creation or a
 *       deletion leaves either state, with any content.
 *   <li>The <em>durable image</em> of a node can be read by oracles at any time ({@link
 *       io.apexkv.sim.disk.DurableImage}), independently of anything that the kernel believes.
 * </ul>
 */
package io.apexkv.sim.disk;
