package io.apexkv.runtime.disk;

/** The disk contract where the file system refuses O_DIRECT. */
class BufferedFileDiskContractTest extends FileDiskContractTest {

  @Override
  DiskMode mode() {
    return DiskMode.BUFFERED;
  }
}
