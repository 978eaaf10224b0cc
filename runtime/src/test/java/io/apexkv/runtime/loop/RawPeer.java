package io.apexkv.runtime.loop;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.Hello;
import io.apexkv.kernel.wire.Layout;
import io.apexkv.kernel.wire.PeerFrame;
import io.apexkv.kernel.wire.Refusal;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A socket that greets like a server, rightly or wrongly. */
final class RawPeer implements AutoCloseable {

  /** What a {@link ToyNode} that is one of 1, 2, 3 agrees with. */
  private static final Layout LAYOUT = new Layout(64, 1, new int[] {1, 2, 3});

  private final Socket socket;
  private final DataInputStream in;
  private final Crc crc = new Crc();

  RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  static RawPeer dial(int port) throws IOException {
    return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  void sayHello(ClusterId cluster, int node, int peer, long boot) throws IOException {
    send(hello(cluster, node, peer, boot));
  }

  void sayHelloWith(Layout layout, int node, int peer) throws IOException {
    send(hello(ToyNode.CLUSTER, node, peer, 1, layout));
  }

  byte[] hello(ClusterId cluster, int node, int peer, long boot) {
    return hello(cluster, node, peer, boot, LAYOUT);
  }

  private byte[] hello(ClusterId cluster, int node, int peer, long boot, Layout layout) {
    byte[] bytes = new byte[Hello.FRAME_BYTES];
    Hello.put(ByteBuffer.wrap(bytes), 0, cluster, node, peer, boot, layout, crc);
    return bytes;
  }

  /** A HELLO of a later version, intact otherwise. */
  void sayHelloInVersion(int version, int node, int peer) throws IOException {
    byte[] bytes = hello(ToyNode.CLUSTER, node, peer, 1);
    bytes[8] = (byte) version;
    PeerFrame.seal(ByteBuffer.wrap(bytes), 0, Hello.FRAME_BYTES, crc);
    send(bytes);
  }

  void refuse(Refusal refusal, int node, int peer) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(Refusal.MAX_FRAME_BYTES);
    int length = refusal.put(frame, 0, ToyNode.CLUSTER, node, peer, crc);
    byte[] bytes = new byte[length];
    frame.get(0, bytes);
    send(bytes);
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next whole frame, or null if the connection ended neatly. */
  @Nullable
  ByteBuffer read() throws IOException {
    byte[] length = in.readNBytes(4);
    if (length.length == 0) {
      return null;
    }
    byte[] frame = Arrays.copyOf(length, ByteBuffer.wrap(length).getInt());
    in.readFully(frame, 4, frame.length - 4);
    return ByteBuffer.wrap(frame);
  }

  /** Reads the HELLO of the other side; answers its boot counter. */
  long readHello() throws IOException {
    ByteBuffer frame = read();
    if (frame == null || !Hello.isHello(frame, 0, frame.capacity(), crc)) {
      throw new IOException("expected HELLO, got " + frame);
    }
    return Hello.bootCounter(frame, 0);
  }

  Refusal readRefusal() throws IOException {
    ByteBuffer frame = read();
    Refusal refusal = frame == null ? null : Refusal.read(frame, 0, frame.capacity(), crc);
    if (refusal == null) {
      throw new IOException("expected REFUSED, got " + frame);
    }
    return refusal;
  }

  /** True if nothing comes any more, neatly. */
  boolean ends() throws IOException {
    return in.read() < 0;
  }

  /** True if nothing comes any more; the other side did not care to read everything. */
  boolean endsOrIsReset() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
