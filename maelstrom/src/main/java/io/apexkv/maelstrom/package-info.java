/**
 * The kernel as a node of Maelstrom, a test bench that nobody here wrote: it starts the nodes as
 * processes, carries every message between them over their standard input and output, cuts and
 * slows its network, and judges what its clients saw.
 *
 * <p>Words:
 *
 * <ul>
 *   <li><em>message</em>: one JSON object a line, with a source, a target and a body; {@link
 *       io.apexkv.maelstrom.Message}.
 *   <li><em>exchange</em>: what one request of a client takes: one or a few of the kernel's
 *       commands, and one answer; {@link io.apexkv.maelstrom.Exchange}.
 *   <li><em>frame</em>: bytes that two kernels, or a kernel and its client, would send over a
 *       socket.
 * </ul>
 *
 * <p>Map:
 *
 * <pre>
 *   stdin  -&gt; {@link io.apexkv.maelstrom.Inbox} -&gt; {@link io.apexkv.maelstrom.Node} -&gt; {@link io.apexkv.maelstrom.Server}
 *                                          |-- {@link io.apexkv.maelstrom.Clients}  requests -&gt; kernel
 *                                          |-- {@link io.apexkv.maelstrom.Peers}    frames   -&gt; kernel
 *   stdout &lt;- {@link io.apexkv.maelstrom.Output} &lt;------------- answers and frames &lt;-----------+
 * </pre>
 */
package io.apexkv.maelstrom;
