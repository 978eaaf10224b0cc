package io.apexkv.sim.mutants;

import io.apexkv.sim.shrink.Attempt;
import io.apexkv.sim.shrink.OwnPlanRunner;
import io.apexkv.sim.shrink.PlanRunner;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/**
 * A class loader that defines all of ApexKV for itself, child first: a few classes from given
 * bytes, the others from the very bytes of the class path. One loader for all of them, or else
 * package private access and sealed types would not link.
 */
public final class MutantLoader extends ClassLoader {

  private static final String OURS = "io.apexkv.";

  /** What inside and outside speak to each other with. */
  private static final Set<String> SHARED =
      Set.of(
          SeedRunner.class.getName(),
          SeedResult.class.getName(),
          PlanRunner.class.getName(),
          Attempt.class.getName(),
          SeedRecorder.class.getName(),
          SeedRecorder.Recorded.class.getName());

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader outside = MutantLoader.class.getClassLoader();
  private final Map<String, byte[]> replaced;

  /**
   * @param replaced the class files that differ from the class path's, by name of the class
   */
  public MutantLoader(Map<String, byte[]> replaced) {
    super(ClassLoader.getPlatformClassLoader());
    this.replaced = Map.copyOf(replaced);
  }

  /** A runner whose kernel and simulator are the ones in here. */
  public SeedRunner runner() {
    return (SeedRunner) newInstance(OwnRunner.class.getName());
  }

  /** The same for plans. */
  public PlanRunner planRunner() {
    return (PlanRunner) newInstance(OwnPlanRunner.class.getName());
  }

  /** The same for a recorder. */
  public SeedRecorder recorder() {
    return (SeedRecorder) newInstance(OwnRecorder.class.getName());
  }

  private Object newInstance(String className) {
    try {
      return loadClass(className).getConstructor().newInstance();
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException("the simulator can't be loaded again", broken);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (SHARED.contains(name)) {
      return outside.loadClass(name);
    }
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve); // the JDK's, or nothing
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = replaced.get(name);
    if (bytes == null) {
      bytes = onClassPath(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] onClassPath(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/') + ".class";
    try (InputStream stream = outside.getResourceAsStream(path)) {
      if (stream == null) {
        throw new ClassNotFoundException(name);
      }
      return stream.readAllBytes();
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }
}
