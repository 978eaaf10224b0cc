package io.apexkv.sim.run;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.Kernel;
import io.apexkv.kernel.raft.GroupView;
import io.apexkv.kernel.raft.Role;
import io.apexkv.kernel.store.EngineFactory;
import io.apexkv.kernel.store.wal.Superblock;
import io.apexkv.sim.world.Lateness;
import io.apexkv.sim.world.ReplicaView;
import io.apexkv.sim.world.Subject;
import io.apexkv.sim.world.SubjectFactory;
import java.nio.ByteBuffer;

/** The kernel as the subject of a world: the very classes that a server runs. */
public final class KernelSubject implements Subject {

  /** Makes kernels. */
  public static final SubjectFactory FACTORY =
      new SubjectFactory() {
        @Override
        public byte[] format(Config config) {
          Superblock first =
              Superblock.formatted(
                  config.cluster(), config.node(), config.partitions(), config.groups());
          ByteBuffer file = ByteBuffer.allocate(Superblock.FILE_BYTES);
          for (long sequence = 1; sequence <= 2; sequence++) {
            Superblock copy = first.withSequence(sequence);
            copy.encode(file, (int) Superblock.slotOffset(sequence));
          }
          return file.array();
        }

        @Override
        public Subject boot(Config config, long seed, Host host, Lateness lateness) {
          EngineFactory engines =
              (group, slabs, maxValueBytes, hashSeed) ->
                  new LateEngine(
                      EngineFactory.MEMORY.create(group, slabs, maxValueBytes, hashSeed), lateness);
          return of(new Kernel(config, seed, host, engines), config.groups());
        }
      };

  private final Kernel kernel;
  private final ReplicaView[] replicas;

  private KernelSubject(Kernel kernel, int groups) {
    this.kernel = kernel;
    replicas = new ReplicaView[groups];
    for (int group = 1; group <= groups; group++) {
      replicas[group - 1] = new Replica(kernel, kernel.view(group));
    }
  }

  /** A kernel that somebody else made, with so many groups. */
  public static Subject of(Kernel kernel, int groups) {
    return new KernelSubject(kernel, groups);
  }

  @Override
  public Inputs inputs() {
    return kernel;
  }

  @Override
  public long bootCounter() {
    return kernel.bootCounter();
  }

  @Override
  public ReplicaView replica(int group) {
    return replicas[group - 1];
  }

  /** A group as oracles see it. */
  private record Replica(Kernel kernel, GroupView view) implements ReplicaView {

    @Override
    public int group() {
      return (int) view.group();
    }

    @Override
    public boolean leads() {
      return view.role() == Role.LEADER;
    }

    @Override
    public long term() {
      return view.term();
    }

    @Override
    public long votedFor() {
      return view.votedFor();
    }

    @Override
    public long commitIndex() {
      return view.commitIndex();
    }

    @Override
    public long appliedIndex() {
      return view.appliedIndex();
    }

    @Override
    public long lastIndex() {
      return view.lastIndex();
    }

    @Override
    public long termAt(long index) {
      return view.termAt(index);
    }

    @Override
    public long entryChecksum(long index) {
      return view.entryChecksum(index);
    }

    @Override
    public long stateDigest() {
      return kernel.digest(view.group());
    }
  }
}
