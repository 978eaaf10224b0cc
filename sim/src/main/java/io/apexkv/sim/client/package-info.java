/**
 * The clients of a simulated cluster.
 *
 * <ul>
 *   <li>A <em>request</em> ({@link io.apexkv.sim.client.Request}) is one operation on one key.
 *       Every written value is unique, so that whoever sees it knows who wrote it ({@link
 *       io.apexkv.sim.client.Values}).
 *   <li>{@link io.apexkv.sim.client.Requests} draws what a client does next.
 *   <li>{@link io.apexkv.sim.client.RawClient} pipelines plain commands on one connection; it never
 *       sends anything twice.
 *   <li>{@link io.apexkv.sim.client.LastClient} comes when all others have stopped, and insists.
 *   <li>{@link io.apexkv.sim.client.Journal} writes down what clients invoked and what they were
 *       told: the history that is judged at the end, and the numbers of a report.
 * </ul>
 */
package io.apexkv.sim.client;
