/**
 * {@code apex dist}: the release archive.
 *
 * <ul>
 *   <li><b>release</b>: a folder that runs without the repository: launchers, jars, a licence and a
 *       page to read. {@link io.apexkv.runtime.cli.dist.ReleaseFiles} says what is in it and where
 *       in the repository that comes from.
 *   <li><b>reproducible</b>: the same files make the same bytes, whoever packs them, when and
 *       where; {@link io.apexkv.runtime.cli.dist.TarGz} writes no time, no owner and no order of
 *       its own.
 * </ul>
 */
package io.apexkv.runtime.cli.dist;
