/**
 * A real cluster under real faults: {@code chaos}, and {@code demo} for a newcomer to watch.
 *
 * <ul>
 *   <li><em>Faults</em>: a {@link io.apexkv.runtime.cli.chaos.Schedule} is a list of {@link
 *       io.apexkv.runtime.cli.chaos.Strike}s, drawn from a seed; the {@link
 *       io.apexkv.runtime.cli.chaos.Nemesis} carries them out. What was done is a {@link
 *       io.apexkv.runtime.cli.chaos.Blow}. (A nemesis is what Jepsen calls the process that breaks
 *       things.)
 *   <li><em>Clients</em>: a {@link io.apexkv.runtime.cli.chaos.Workload} of {@link
 *       io.apexkv.runtime.cli.chaos.Worker}s, each with a script of {@link
 *       io.apexkv.runtime.cli.chaos.Operation}s, a {@link io.apexkv.runtime.cli.chaos.Pace} and an
 *       {@link io.apexkv.runtime.cli.chaos.Asker}: honest, or committing a {@link
 *       io.apexkv.runtime.cli.chaos.Sin}.
 *   <li><em>Evidence</em>: the {@link io.apexkv.runtime.cli.chaos.Recorder} writes the history, the
 *       {@link io.apexkv.runtime.cli.chaos.FailoverMeter} sees how long nothing is acknowledged, a
 *       {@link io.apexkv.runtime.cli.chaos.Judgement} checks the history, and {@link
 *       io.apexkv.runtime.cli.chaos.Floors} make sure that enough happened for it to mean
 *       something.
 *   <li><em>The whole</em>: {@link io.apexkv.runtime.cli.chaos.ChaosRun} does what a {@link
 *       io.apexkv.runtime.cli.chaos.ChaosPlan} asks and answers a {@link
 *       io.apexkv.runtime.cli.chaos.ChaosResult}; a {@link io.apexkv.runtime.cli.chaos.ChaosTable}
 *       shows it.
 *   <li><em>The demo</em>: {@link io.apexkv.runtime.cli.chaos.DemoRun} writes every key once and
 *       looks for each afterwards; a {@link io.apexkv.runtime.cli.chaos.Picture} of {@link
 *       io.apexkv.runtime.cli.chaos.Bars} and a {@link io.apexkv.runtime.cli.chaos.Story} is drawn
 *       on a {@link io.apexkv.runtime.cli.chaos.Canvas}.
 * </ul>
 */
package io.apexkv.runtime.cli.chaos;
