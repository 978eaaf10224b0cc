package io.apexkv.rules.offending;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/** Small classes that each break one rule, to see the rule report it. Nothing calls them. */
@SuppressWarnings("all")
public final class Offenders {

  private Offenders() {}

  public static final class HasHashedCollection {
    final Map<String, String> byName = new HashMap<>();
  }

  public static final class StartsThread {
    void start(Runnable task) {
      new Thread(task).start();
    }
  }

  public static final class ReadsFile {
    byte[] read(Path path) throws IOException {
      return Files.readAllBytes(path);
    }
  }

  public static final class UsesAtomic {
    final AtomicLong counter = new AtomicLong();
  }

  public static final class UsesStream {
    long count(List<String> names) {
      return names.stream().count();
    }
  }

  public static final class NamesLocale {
    String upper(String name) {
      return name.toUpperCase(Locale.ROOT);
    }
  }

  public static final class ReadsClock {
    long now() {
      return System.nanoTime();
    }
  }

  public static final class ReadsWallClock {
    long now() {
      return System.currentTimeMillis();
    }
  }

  public static final class ReadsClockByReference {
    final LongSupplier clock = System::nanoTime;
  }

  public static final class Prints {
    void print(String line) {
      System.out.println(line);
    }
  }

  public static final class AllocatesDirect {
    ByteBuffer allocate() {
      return ByteBuffer.allocateDirect(4096);
    }
  }

  public static final class AllocatesDirectByReference {
    final IntFunction<ByteBuffer> allocator = ByteBuffer::allocateDirect;
  }

  public static final class DrawsRandom {
    int draw() {
      return new Random(1).nextInt();
    }
  }

  public static final class DrawsMathRandom {
    double draw() {
      return Math.random();
    }
  }

  public static final class DrawsUuid {
    UUID draw() {
      return UUID.randomUUID();
    }
  }

  public static final class Shuffles {
    void shuffle(List<String> names) {
      Collections.shuffle(names);
    }
  }

  public static final class TakesIdentityHash {
    int hash(Object thing) {
      return System.identityHashCode(thing);
    }
  }

  public static final class TakesDefaultHash {
    int hash(Object thing) {
      return thing.hashCode();
    }
  }

  public static final class TakesDefaultHashByReference {
    final ToIntFunction<Object> hash = Object::hashCode;
  }

  public static final class TakesInheritedHash {
    int hash(TakesDefaultHash thing) {
      return thing.hashCode();
    }
  }

  public static final class TakesHashOfEnum {
    int hash(Innocent.Role role) {
      return role.hashCode();
    }
  }

  public static final class IteratesSetOf {
    List<String> names() {
      return new ArrayList<>(Set.of("a", "b", "c"));
    }
  }

  public static final class IteratesHashMap {
    List<String> names() {
      return new ArrayList<>(new HashMap<String, String>().keySet());
    }
  }

  public static final class UsesDefaultCharset {
    byte[] encode(String name) {
      return name.getBytes();
    }
  }

  public static final class UsesDefaultLocale {
    String upper(String name) {
      return name.toUpperCase();
    }
  }

  public static final class FormatsInDefaultLocale {
    String format(int number) {
      return String.format("%d", number);
    }
  }

  public static final class RunsInParallel {
    long count(List<String> names) {
      return names.parallelStream().count();
    }
  }

  public static final class AddsDoubles {
    long half(long whole) {
      return (long) (whole * 0.5);
    }
  }

  public static final class ComparesFloats {
    boolean less(float left, float right) {
      return left < right;
    }
  }

  public static final class CallsWithDouble {
    long ceil(Number number) {
      return Math.round(number.doubleValue());
    }
  }

  public static final class ReadsDoubleField {
    double ratio;

    Object get() {
      return ratio;
    }
  }
}
