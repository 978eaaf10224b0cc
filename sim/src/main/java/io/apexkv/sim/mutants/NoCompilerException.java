package io.apexkv.sim.mutants;

/** This Java is a runtime without a compiler, which mutants need. */
public final class NoCompilerException extends RuntimeException {

  /** Says what is needed. */
  public NoCompilerException() {
    super(
        "mutants are compiled, and the Java in '"
            + System.getProperty("java.home")
            + "' has no compiler. Set JAVA_HOME to a whole JDK 25.");
  }
}
