package io.apexkv.runtime.net;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** How sockets are set up: nothing waits to be sent, and a dead other side is noticed. */
final class SocketOptions {

  private SocketOptions() {}

  /** A peer that vanished without a word is noticed after 8 s of silence. */
  static void ofPeer(SocketChannel channel) throws IOException {
    set(channel, 5, 1, 3);
  }

  /** A client, which may be far away and idle for long: half-open connections go after 90 s. */
  static void ofNewcomer(SocketChannel channel) throws IOException {
    set(channel, 60, 10, 3);
  }

  private static void set(SocketChannel channel, int idleSeconds, int everySeconds, int probes)
      throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    setIfKnown(channel, ExtendedSocketOptions.TCP_KEEPIDLE, idleSeconds);
    setIfKnown(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, everySeconds);
    setIfKnown(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, probes);
  }

  private static void setIfKnown(SocketChannel channel, SocketOption<Integer> option, int value)
      throws IOException {
    if (channel.supportedOptions().contains(option)) {
      channel.setOption(option, value);
    }
  }
}
