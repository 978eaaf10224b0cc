package io.apexkv.sim.scenario;

/** How values of one type are written and read; what was written reads as what it was. */
interface Unit<T> {

  /** Reads a value from the next words, or says what was expected in their place. */
  T read(Words words);

  /** The value as words. */
  String write(T value);
}
