package io.apexkv.runtime.cli.repl;

/** How well a statement went; the exit code is that of the worst one. */
enum Result {
  /** It was done, or it found what it asked for. */
  FINE(0),
  /** A certain no: not found, not swapped, or FAILED. */
  NO(1),
  /** Nobody can say whether it was applied. */
  UNKNOWN(2);

  final int exitCode;

  Result(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The worse of two. */
  Result and(Result other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
