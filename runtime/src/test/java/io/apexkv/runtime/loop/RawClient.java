package io.apexkv.runtime.loop;

import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A socket, and just enough of the client protocol to be nasty with. */
public final class RawClient implements AutoCloseable {

  /** One answer. */
  public record Answer(int code, int sequence, byte[] payload) {
    /** The string of an ERROR. */
    public String text() {
      return new String(payload, 4, payload.length - 4, StandardCharsets.US_ASCII);
    }
  }

  private final Socket socket;
  private final DataInputStream in;

  public RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    in = new DataInputStream(socket.getInputStream());
  }

  public static byte[] frame(int command, int sequence, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(ClientFrame.HEADER_BYTES + payload.length);
    ClientFrame.header(frame, 0, command, 0, 0, payload.length, sequence);
    return frame.put(ClientFrame.HEADER_BYTES, payload).array();
  }

  static byte[] ping(int sequence) {
    return frame(ClientCommand.PING, sequence, new byte[0]);
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  public Answer read() throws IOException {
    byte[] header = in.readNBytes(ClientFrame.HEADER_BYTES);
    if (header.length < ClientFrame.HEADER_BYTES) {
      throw new IOException("the connection ended after " + header.length + " bytes");
    }
    ByteBuffer fields = ByteBuffer.wrap(header);
    byte[] payload = in.readNBytes(ClientFrame.payloadBytes(fields, 0));
    return new Answer(ClientFrame.command(fields, 0), ClientFrame.sequence(fields, 0), payload);
  }

  /** True if nothing comes any more, neatly. */
  boolean ends() throws IOException {
    return in.read() < 0;
  }

  DataInputStream stream() {
    return in;
  }

  /** Closes without a farewell. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
