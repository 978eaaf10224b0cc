/**
 * A run, or a recorded history, as one page that a browser shows without a network: the fastest way
 * from a red verdict to understanding.
 *
 * <ul>
 *   <li>A {@link io.apexkv.sim.page.Recorder} watches a run and writes down, in {@link
 *       io.apexkv.sim.page.Rows} of plain numbers, what happened to nodes, frames and operations.
 *   <li>{@link io.apexkv.sim.page.RecordedRun} is a run with its recorder; {@link
 *       io.apexkv.sim.page.RunPage} and {@link io.apexkv.sim.page.HistoryPage} make the page's data
 *       of a run and of a history, and {@link io.apexkv.sim.page.PageTemplate} the page of them.
 *   <li>The <em>focus</em> ({@link io.apexkv.sim.page.Focus}) is what a failure is about: a group,
 *       a key, an operation, a moment. What is too much for a page is kept around its moment.
 *   <li>The <em>story</em> ({@link io.apexkv.sim.page.Story}) says in words what happened before
 *       it.
 * </ul>
 *
 * Watching changes nothing: a recorded run has the trace hash of one that is not.
 */
package io.apexkv.sim.page;
