package io.apexkv.rivals;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Iterator;
import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.RaftGroupService;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.closure.ReadIndexClosure;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.StateMachineAdapter;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.option.NodeOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A node of SOFAJRaft with its usual options: log in RocksDB, synced; reads by ReadIndex.
 *
 * <p>Arguments: the node's number from 1, its client port, a directory, and the raft ports of all,
 * with commas between.
 */
public final class SofaServer implements Store {

  private static final String GROUP = "bench";
  private static final byte[] NO_CONTEXT = {};

  private final Replica replica;
  private final Node node;

  private SofaServer(Replica replica, Node node) {
    this.replica = replica;
    this.node = node;
  }

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws IOException {
    int number = Integer.parseInt(arguments[0]);
    SofaServer server = start(number, Path.of(arguments[2]), arguments[3].split(",", -1));
    Front.serve(server, Integer.parseInt(arguments[1]));
  }

  private static SofaServer start(int number, Path directory, String[] ports) throws IOException {
    Files.createDirectories(directory);
    Configuration all = new Configuration();
    for (String port : ports) {
      all.addPeer(new PeerId("127.0.0.1", Integer.parseInt(port)));
    }
    Replica replica = new Replica(number);
    NodeOptions options = new NodeOptions();
    options.setFsm(replica);
    options.setInitialConf(all);
    options.setElectionTimeoutMs(1000);
    options.setLogUri(directory.resolve("log").toString());
    options.setRaftMetaUri(directory.resolve("meta").toString());
    PeerId self = new PeerId("127.0.0.1", Integer.parseInt(ports[number - 1]));
    return new SofaServer(replica, new RaftGroupService(GROUP, self, options).start());
  }

  /** The map of one node. */
  private static final class Replica extends StateMachineAdapter {
    private final int number;
    private final Map<ByteBuffer, byte[]> values = new ConcurrentHashMap<>();

    Replica(int number) {
      this.number = number;
    }

    @Override
    public void onLeaderStart(long term) {
      System.out.println("LEADER " + number);
    }

    @Override
    public void onApply(Iterator iterator) {
      while (iterator.hasNext()) {
        if (iterator.done() instanceof Put put) {
          values.put(ByteBuffer.wrap(put.key), put.value);
          put.run(Status.OK());
        } else {
          ByteBuffer data = iterator.getData();
          byte[] key = new byte[data.getInt()];
          data.get(key);
          byte[] value = new byte[data.remaining()];
          data.get(value);
          values.put(ByteBuffer.wrap(key), value);
        }
        iterator.next();
      }
    }
  }

  /** One command, and who waits for it on this node. */
  private record Put(byte[] key, byte[] value, Answer answer) implements Closure {
    @Override
    public void run(Status status) {
      if (status.isOk()) {
        answer.done();
      } else {
        answer.failed("UNKNOWN: " + status);
      }
    }
  }

  @Override
  public void put(byte[] key, byte[] value, Answer answer) {
    ByteBuffer data = ByteBuffer.allocate(4 + key.length + value.length);
    data.putInt(key.length).put(key).put(value).flip();
    node.apply(new Task(data, new Put(key, value, answer)));
  }

  @Override
  public void get(byte[] key, Answer answer) {
    node.readIndex(
        NO_CONTEXT,
        new ReadIndexClosure() {
          @Override
          public void run(Status status, long index, byte[] context) {
            byte[] value = replica.values.get(ByteBuffer.wrap(key));
            if (!status.isOk()) {
              answer.failed("UNKNOWN: " + status);
            } else if (value == null) {
              answer.failed("NOT_FOUND");
            } else {
              answer.value(value);
            }
          }
        });
  }
}
