package io.apexkv.runtime.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.LoadRun;
import io.apexkv.runtime.cli.bench.load.Loads;
import io.apexkv.runtime.cli.bench.load.Measurement;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class EchoServerTest {

  @Test
  void manyConnectionsAreAnswered() throws Exception {
    Load load = Loads.of(600, 2, 100);
    try (EchoTarget echo = new EchoTarget(load.valueBytes())) {
      Measurement measured = LoadRun.measure(echo, "many", load, text -> {});
      assertEquals(0, measured.errors(), () -> "" + measured.firstError());
      assertTrue(measured.operations() > 0);
    }
  }

  @Test
  void oneThatCannotGoOnEndsAndLeavesNoClientWaiting() throws Exception {
    List<SocketChannel> clients = new ArrayList<>();
    try (EchoTarget echo = new EchoTarget(32, 1)) {
      ProcessHandle process = ProcessHandle.of(echo.servers().getFirst().pid()).orElseThrow();
      while (process.isAlive()) {
        try {
          clients.add(SocketChannel.open(echo.address(0)));
        } catch (IOException refused) {
          process.onExit().join();
        }
      }
      try {
        assertEquals(-1, clients.getFirst().read(ByteBuffer.allocate(1)));
      } catch (IOException reset) {
        assertTrue(clients.size() > 1, "some had room: " + reset);
      }
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
    }
  }

  @Test
  void moreAnswersThanItsBufferHoldsAreAllSentThoughNothingMoreIsAsked() throws Exception {
    int valueBytes = 100_000;
    int count = 200;
    EchoServer echo = new EchoServer(valueBytes);
    Thread serving = new Thread(echo::serve, "echo");
    serving.setDaemon(true);
    serving.start();
    ByteBuffer asked = ByteBuffer.allocate(count * (ClientFrame.HEADER_BYTES + 12));
    for (int i = 0; i < count; i++) {
      int at = asked.position();
      ClientFrame.header(asked, at, ClientCommand.GET, 0, 0, 12, i);
      asked.putInt(at + ClientFrame.HEADER_BYTES, 8).putLong(at + ClientFrame.HEADER_BYTES + 4, i);
      asked.position(at + ClientFrame.HEADER_BYTES + 12);
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), echo.port())) {
      socket.getOutputStream().write(asked.array());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < count; i++) {
        ByteBuffer answer = ByteBuffer.wrap(new byte[ClientFrame.HEADER_BYTES + 4 + valueBytes]);
        in.readFully(answer.array());
        assertEquals(ClientAnswer.VALUE, ClientFrame.command(answer, 0));
        assertEquals(i, ClientFrame.sequence(answer, 0));
        assertEquals(i, answer.getLong(ClientFrame.HEADER_BYTES + 4));
      }
    }
  }
}
