package io.apexkv.sim.run;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Trace;
import io.apexkv.sim.world.Lateness;
import io.apexkv.sim.world.Subject;
import io.apexkv.sim.world.SubjectFactory;
import java.nio.ByteBuffer;

/** Subjects with something wrong around a kernel that is right, for tests of the checks. */
public final class Sabotage {

  private Sabotage() {}

  /** Log writes are told to be durable, and are not: as if the kernel had asked for it so. */
  public static final SubjectFactory FORGETFUL_DISK =
      new SubjectFactory() {
        @Override
        public byte[] format(Config config) {
          return KernelSubject.FACTORY.format(config);
        }

        @Override
        public Subject boot(Config config, long seed, Host host, Lateness lateness) {
          return KernelSubject.FACTORY.boot(config, seed, new Forgetful(host), lateness);
        }
      };

  private record Forgetful(Host host) implements Host {
    @Override
    public void diskWrite(
        long ticket,
        FileId file,
        long fileOffset,
        ByteBuffer buffer,
        int offset,
        int length,
        boolean durable) {
      boolean kept = durable && file.kind() != FileId.Kind.WAL;
      host.diskWrite(ticket, file, fileOffset, buffer, offset, length, kept);
    }

    @Override
    public void send(int peer, ByteBuffer frames, int offset, int length) {
      host.send(peer, frames, offset, length);
    }

    @Override
    public void datagram(int peer, ByteBuffer payload, int offset, int length) {
      host.datagram(peer, payload, offset, length);
    }

    @Override
    public void reply(long connection, ByteBuffer frame, int offset, int length) {
      host.reply(connection, frame, offset, length);
    }

    @Override
    public void pauseReading(long connection) {
      host.pauseReading(connection);
    }

    @Override
    public void resumeReading(long connection) {
      host.resumeReading(connection);
    }

    @Override
    public void closeConnection(long connection) {
      host.closeConnection(connection);
    }

    @Override
    public void diskCreate(long ticket, FileId file, long sizeBytes) {
      host.diskCreate(ticket, file, sizeBytes);
    }

    @Override
    public void diskRead(
        long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
      host.diskRead(ticket, file, fileOffset, buffer, offset, length);
    }

    @Override
    public void diskSync(long ticket, FileId file) {
      host.diskSync(ticket, file);
    }

    @Override
    public void diskDelete(long ticket, FileId file) {
      host.diskDelete(ticket, file);
    }

    @Override
    public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {
      host.diskList(ticket, buffer, offset, length);
    }

    @Override
    public void trace(Trace event, long group, long first, long second) {
      host.trace(event, group, first, second);
    }

    @Override
    public void halt(HaltReason reason, String message) {
      host.halt(reason, message);
    }
  }
}
