package io.apexkv.kernel.store;

import java.nio.ByteBuffer;

/**
 * An engine that stands before another one and changes when its answers come, never what they are:
 * the data are the other's, the two phases are for a subclass to say.
 */
public abstract class ForwardingEngine implements Engine {

  /** The engine that has the data. */
  protected final Engine engine;

  /** Stands before this engine. */
  protected ForwardingEngine(Engine engine) {
    this.engine = engine;
  }

  @Override
  public boolean get(ByteBuffer key, int keyOffset, int keyLength, ValueRef value) {
    return engine.get(key, keyOffset, keyLength, value);
  }

  @Override
  public PutStatus put(
      ByteBuffer key,
      int keyOffset,
      int keyLength,
      ByteBuffer value,
      int valueOffset,
      int valueLength) {
    return engine.put(key, keyOffset, keyLength, value, valueOffset, valueLength);
  }

  @Override
  public boolean delete(ByteBuffer key, int keyOffset, int keyLength) {
    return engine.delete(key, keyOffset, keyLength);
  }

  @Override
  public boolean reserve(int keyLength, int valueLength) {
    return engine.reserve(keyLength, valueLength);
  }

  @Override
  public void release(int keyLength, int valueLength) {
    engine.release(keyLength, valueLength);
  }

  @Override
  public long size() {
    return engine.size();
  }

  @Override
  public long bytes() {
    return engine.bytes();
  }

  @Override
  public long digest() {
    return engine.digest();
  }
}
