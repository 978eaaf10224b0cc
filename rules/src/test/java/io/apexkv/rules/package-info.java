/**
 * Architecture as failing tests: they read the class files of every module and refuse what the
 * design forbids.
 *
 * <ul>
 *   <li><em>allow-list</em> ({@link io.apexkv.rules.KernelAllowList}): the only types that the
 *       kernel may name. A list of what is allowed, not of what is banned, since the next JDK
 *       brings new ways to be impure.
 *   <li><em>forbidden call</em> ({@link io.apexkv.rules.ForbiddenCalls}): a method whose answer
 *       differs between two runs of the same seed (clock, randomness, hash order, default locale),
 *       in the kernel and in the deterministic part of the simulator.
 *   <li><em>identity hash</em> ({@link io.apexkv.rules.IdentityHash}): likewise, where the call's
 *       type decides.
 *   <li><em>floating point</em> ({@link io.apexkv.rules.FloatingPoint}): none in the kernel.
 *   <li><em>direction</em> ({@link io.apexkv.rules.ModuleDirection}): which module may know which.
 *   <li><em>offender</em> ({@code offending}): a small class that breaks one rule on purpose. A
 *       rule that nobody has seen fail proves nothing, so each test runs its rule against its
 *       offenders too.
 * </ul>
 */
package io.apexkv.rules;
