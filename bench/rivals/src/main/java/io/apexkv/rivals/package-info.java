/**
 * Raft libraries of other people, each as three processes that speak ApexKV's client protocol
 * ({@code docs/wire-protocol.md}, GET and PUT alone), so that one load generator puts the same
 * frames on all. A process prints {@code LEADER n} when its node n leads.
 */
package io.apexkv.rivals;
