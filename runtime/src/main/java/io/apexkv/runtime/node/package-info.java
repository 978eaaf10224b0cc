/**
 * A whole server in one process: what is checked before it starts, how its parts are put together,
 * and what it tells.
 *
 * <ul>
 *   <li>{@link io.apexkv.runtime.node.Node}: kernel, disk, port and event loop of one server.
 *   <li>{@link io.apexkv.runtime.node.NodeSettings}: what an operator decides.
 *   <li>{@link io.apexkv.runtime.node.DataDirectory}: made once by <em>format</em>, and opened only
 *       by the node of the cluster that it was made for.
 *   <li>{@link io.apexkv.runtime.node.StartRefused}: an operator's mistake, with what to do.
 *   <li>{@link io.apexkv.runtime.node.TraceLog}, {@link io.apexkv.runtime.node.Logs}: what the
 *       kernel reports about itself, as structured log lines.
 *   <li>{@link io.apexkv.runtime.node.RecordingFile}: the flight recorder's file.
 * </ul>
 */
package io.apexkv.runtime.node;
