package io.apexkv.kernel;

/** How a disk operation ended. Nothing retries silently: whatever failed is reported once. */
public enum DiskStatus {
  /** Done; a durable write, sync, creation or deletion is durable. */
  OK,
  /** The device or the file system refused or failed; the range's content is unknown. */
  IO_ERROR,
  /** No room, on the device or in a list's buffer. */
  NO_SPACE,
  /** The file does not exist, or exists already where one was to be created. */
  NO_SUCH_FILE
}
