package io.apexkv.kernel;

/** Why a kernel stopped for good. */
public enum HaltReason {
  /** The data directory belongs to another cluster, node, format version or set of voters. */
  WRONG_IDENTITY,
  /** The data directory holds no superblock: it was never formatted, or lost its files. */
  NOT_FORMATTED,
  /** Bytes on disk are neither what was written nor what a crash may leave. */
  DAMAGE,
  /** A write, sync, creation or read failed; nobody retries an fsync. */
  DISK_FAILURE,
  /** The host's memory budget does not cover what the configuration promises. */
  OUT_OF_MEMORY
}
