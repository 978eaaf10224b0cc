package io.apexkv.runtime.cli.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** How a connection under a session begins. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class ApexWireTest {

  @Test
  void aRefusalShorterThanASessionIsToldAtOnce() throws Exception {
    ByteBuffer refusal = ByteBuffer.allocate(100);
    refusal.limit(ClientFrame.text(refusal, 0, ClientAnswer.ERROR, 1, 0, "FULL"));
    assertEquals("the server opened no session: FULL", failure(refusal));
  }

  @Test
  void aServerThatLeavesInTheMiddleIsNamed() throws Exception {
    ByteBuffer half = ByteBuffer.allocate(100);
    half.limit(ClientFrame.text(half, 0, ClientAnswer.ERROR, 1, 0, "FULL") - 1);
    assertEquals("the server closed the connection instead of opening a session", failure(half));
  }

  /** What opening a session fails with if the server answers this and leaves. */
  private static String failure(ByteBuffer answer) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
          SocketChannel accepted = server.accept()) {
        accepted.write(answer);
        accepted.shutdownOutput();
        ApexWire wire = new ApexWire(Loads.of(1, 1, 100), true, false);
        return String.valueOf(
            assertThrows(IOException.class, () -> wire.open(client)).getMessage());
      }
    }
  }
}
