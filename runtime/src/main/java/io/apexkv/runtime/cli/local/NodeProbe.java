package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.Address;
import io.apexkv.client.core.ClusterDescription;
import io.apexkv.client.core.DescriptionCodec;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks one node what it knows of itself, on a connection of its own. */
final class NodeProbe {

  private NodeProbe() {}

  /** What came of asking. */
  sealed interface Answer {

    /** The node told. */
    record Described(ClusterDescription description) implements Answer {}

    /** A node of another cluster told. */
    record Foreign(ClusterDescription description) implements Answer {}

    /** Nobody listens at the address. */
    record Refused() implements Answer {}

    /**
     * Somebody listens who does not answer as a node does.
     *
     * @param reason why, without a full stop
     */
    record Silent(String reason) implements Answer {}
  }

  /** Asks all addresses at once; answers stand in the same order. */
  static List<Answer> askAll(List<String> addresses, Duration limit) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> asked = new ArrayList<>();
      for (String address : addresses) {
        asked.add(threads.submit(() -> ask(address, limit)));
      }
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> future : asked) {
        answers.add(future.get());
      }
      return answers;
    } catch (Exception impossible) { // ask throws nothing that is not a bug
      throw new IllegalStateException(impossible);
    }
  }

  /** Asks one address, and waits {@code limit} at most for each of connection and answer. */
  static Answer ask(String address, Duration limit) {
    Address parsed = Address.parse(address);
    int limitMillis = (int) limit.toMillis();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(parsed.host(), parsed.port()), limitMillis);
      socket.setSoTimeout(limitMillis);
      ByteBuffer request = ByteBuffer.allocate(ClientFrame.HEADER_BYTES);
      ClientFrame.header(request, 0, ClientCommand.DESCRIBE, 0, 0, 0, 1);
      socket.getOutputStream().write(request.array());
      return readAnswer(new DataInputStream(socket.getInputStream()));
    } catch (SocketTimeoutException late) {
      return new Answer.Silent("no answer within " + limitMillis + " ms");
    } catch (ConnectException refused) {
      return new Answer.Refused();
    } catch (IOException failed) {
      return new Answer.Silent(String.valueOf(failed.getMessage()));
    }
  }

  private static Answer readAnswer(DataInputStream in) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(in.readNBytes(ClientFrame.HEADER_BYTES));
    int bytes = ClientFrame.lengthOf(header, 0, header.capacity());
    if (bytes < ClientFrame.HEADER_BYTES) {
      return new Answer.Silent("whoever listens there is no ApexKV node");
    }
    byte[] payload = in.readNBytes(bytes - ClientFrame.HEADER_BYTES);
    ClusterDescription description =
        ClientFrame.command(header, 0) == ClientAnswer.DESCRIPTION
            ? DescriptionCodec.decode(ByteBuffer.wrap(payload), 0, payload.length)
            : null;
    return description == null
        ? new Answer.Silent("a node answers there, but not what this version understands")
        : new Answer.Described(description);
  }
}
