/**
 * Connections between servers, and between clients and servers, with faults.
 *
 * <ul>
 *   <li>{@link io.apexkv.sim.network.Reach}: who reaches whom; partitions of all sorts are counted
 *       cuts of directed pairs.
 *   <li>{@link io.apexkv.sim.network.Noise}: the faults that strike single frames, in force now.
 *   <li>{@link io.apexkv.sim.network.PeerNetwork}: one {@link io.apexkv.sim.network.PeerLink} for
 *       each pair of servers, with handshake, loss, credit, and the luck of every frame.
 *   <li>{@link io.apexkv.sim.network.ClientNetwork}: clients' connections. They are TCP to the
 *       letter: frames arrive in order or the connection breaks; none is doubled.
 * </ul>
 *
 * A frame's luck is a function of the seed, its link and its identity ({@link
 * io.apexkv.sim.network.FrameIdentity}), and of how often this identity was seen on this link.
 */
package io.apexkv.sim.network;
