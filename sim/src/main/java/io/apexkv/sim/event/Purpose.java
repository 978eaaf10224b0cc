package io.apexkv.sim.event;

/** What luck is drawn for. Two purposes never share a draw, whatever their identities. */
public enum Purpose {
  /** The plan itself. */
  PLAN,
  /** A kernel's own seed. */
  KERNEL_SEED,
  /** Whether a frame is lost. */
  DROP,
  /** Whether a frame is delivered twice. */
  DUPLICATE,
  /** How much later the second copy comes. */
  DUPLICATE_DELAY,
  /** How long a frame travels. */
  TRAVEL,
  /** Whether a frame is slowed by a fault, and by how much. */
  SLOW,
  /** Whether a frame may overtake others, and by how much. */
  OVERTAKE,
  /** Whether a bit of a frame flips, and which. */
  FLIP,
  /** Connections: how long a handshake, a refusal or a lost connection takes to be noticed. */
  CONNECT,
  /** How long a disk operation takes. */
  DISK_LATENCY,
  /** Which sectors of an unfinished write a crash leaves. */
  TORN_WRITE,
  /** Which sectors that were never synced a loss of power takes. */
  LOST_SECTOR,
  /** What a crash leaves of an unfinished creation or deletion. */
  TORN_FILE,
  /** How many inputs a batch takes. */
  BATCH_SIZE,
  /** How long after an input its batch begins. */
  BATCH_DELAY,
  /** How long a batch keeps its process busy. */
  BATCH_WORK,
  /** Where in a flush a crash falls. */
  CRASH_POINT,
  /** How late an engine answers. */
  LATE_ENGINE,
  /** What a client does. */
  WORKLOAD,
  /** How the liveness phase treats nodes outside the core. */
  CORE,
  /** Which links are far, and which suffer when a fault strikes. */
  LINK,
  /** In which moods a node gathers inputs into batches. */
  BATCH_MOOD,
  /** Which key is hot. */
  HOT_KEY,
  /** What a fault draws when it strikes: whom it spares, in which order, for how long. */
  FAULT,
  /** Whether a seed of a campaign runs twice. */
  RUN_TWICE;

  /** A number that is this purpose's alone; which one does not matter. */
  @SuppressWarnings("EnumOrdinal")
  int number() {
    return ordinal();
  }
}
