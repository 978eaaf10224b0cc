package io.apexkv.kernel.store;

/** How a put ended. */
public enum PutStatus {
  /** The key has the new value. */
  OK,
  /** There was no room; everything is as it was. */
  NO_MEMORY
}
