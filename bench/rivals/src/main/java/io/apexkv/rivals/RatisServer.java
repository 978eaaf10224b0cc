package io.apexkv.rivals;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.TimeDuration;

/**
 * A node of Apache Ratis with its usual options but for a longer election timeout: log in files,
 * synced; linearizable reads; gRPC between nodes. Requests go to the server without its own client
 * in between.
 *
 * <p>Arguments: the node's number from 1, its client port, a directory, and the raft ports of all,
 * with commas between.
 */
public final class RatisServer implements Store {

  private static final RaftGroupId GROUP =
      RaftGroupId.valueOf(UUID.fromString("00000000-0000-0000-0000-00000000be4c"));

  private final RaftPeerId self;
  private final RaftServer server;
  private final ClientId client = ClientId.randomId();
  private final AtomicLong calls = new AtomicLong();

  private RatisServer(RaftPeerId self, RaftServer server) {
    this.self = self;
    this.server = server;
  }

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws IOException {
    int number = Integer.parseInt(arguments[0]);
    RatisServer node = start(number, Path.of(arguments[2]), arguments[3].split(",", -1));
    Front.serve(node, Integer.parseInt(arguments[1]));
  }

  private static RatisServer start(int number, Path directory, String[] ports) throws IOException {
    List<RaftPeer> peers = new ArrayList<>();
    for (int i = 1; i <= ports.length; i++) {
      peers.add(
          RaftPeer.newBuilder().setId("n" + i).setAddress("127.0.0.1:" + ports[i - 1]).build());
    }
    RaftProperties properties = new RaftProperties();
    RaftServerConfigKeys.setStorageDir(properties, List.of(new File(directory.toString())));
    RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
    // Its usual 150 ms elect again and again where processes compete, and even 1 s does sometimes.
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, TimeDuration.valueOf(4, TimeUnit.SECONDS));
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, TimeDuration.valueOf(8, TimeUnit.SECONDS));
    GrpcConfigKeys.Server.setPort(properties, Integer.parseInt(ports[number - 1]));
    RaftPeerId self = RaftPeerId.valueOf("n" + number);
    RaftServer server =
        RaftServer.newBuilder()
            .setServerId(self)
            .setGroup(RaftGroup.valueOf(GROUP, peers))
            .setProperties(properties)
            .setStateMachine(new Replica(number))
            .build();
    server.start();
    return new RatisServer(self, server);
  }

  /** The map of one node. */
  private static final class Replica extends BaseStateMachine {
    private final int number;
    private final Map<ByteBuffer, ByteString> values = new ConcurrentHashMap<>();

    Replica(int number) {
      this.number = number;
    }

    @Override
    public void notifyLeaderReady() {
      System.out.println("LEADER " + number);
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
      var entry = transaction.getLogEntry();
      ByteBuffer data = entry.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer();
      byte[] key = new byte[data.getInt()];
      data.get(key);
      values.put(ByteBuffer.wrap(key), ByteString.copyFrom(data));
      updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
      return CompletableFuture.completedFuture(Message.EMPTY);
    }

    @Override
    public CompletableFuture<Message> query(Message request) {
      ByteString value = values.get(request.getContent().asReadOnlyByteBuffer());
      return CompletableFuture.completedFuture(
          Message.valueOf(value == null ? ByteString.EMPTY : value));
    }
  }

  @Override
  public void put(byte[] key, byte[] value, Answer answer) {
    ByteBuffer data = ByteBuffer.allocate(4 + key.length + value.length);
    data.putInt(key.length).put(key).put(value).flip();
    submit(data, RaftClientRequest.writeRequestType(), answer, false);
  }

  @Override
  public void get(byte[] key, Answer answer) {
    submit(ByteBuffer.wrap(key), RaftClientRequest.readRequestType(), answer, true);
  }

  private void submit(
      ByteBuffer content, RaftClientRequest.Type type, Answer answer, boolean read) {
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(client)
            .setServerId(self)
            .setGroupId(GROUP)
            .setCallId(calls.incrementAndGet())
            .setMessage(Message.valueOf(ByteString.copyFrom(content)))
            .setType(type)
            .build();
    try {
      var _ =
          server
              .submitClientRequestAsync(request)
              .whenComplete((reply, thrown) -> answer(answer, read, reply, thrown));
    } catch (IOException failed) {
      answer.failed("UNKNOWN: " + failed.getMessage());
    }
  }

  private static void answer(Answer answer, boolean read, RaftClientReply reply, Throwable thrown) {
    if (thrown != null || !reply.isSuccess()) {
      answer.failed("UNKNOWN: " + (thrown != null ? thrown : reply.getException()));
    } else if (read) {
      byte[] value = reply.getMessage().getContent().toByteArray();
      if (value.length == 0) {
        answer.failed("NOT_FOUND");
      } else {
        answer.value(value);
      }
    } else {
      answer.done();
    }
  }
}
