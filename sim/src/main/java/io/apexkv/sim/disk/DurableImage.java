package io.apexkv.sim.disk;

import io.apexkv.kernel.FileId;
import java.nio.ByteBuffer;
import java.util.List;

/** What would be left on a node's disk if it lost power now and everything in flight were lost. */
public interface DurableImage {

  /** The files that exist for certain, ascending. */
  List<FileId> files();

  /** Size of a file in bytes, or -1 if it does not exist. */
  long sizeBytes(FileId file);

  /** Copies durable bytes of a file that exists into a buffer. */
  void read(FileId file, long offset, ByteBuffer buffer, int target, int length);
}
