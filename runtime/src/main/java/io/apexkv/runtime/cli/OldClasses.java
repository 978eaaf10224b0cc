package io.apexkv.runtime.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites those classes of jars that were compiled for Java 5 (picocli's): the JVM's ahead-of-time
 * cache takes none without stack maps, and verifies such ones slowly. {@code ./apex} calls it after
 * a build, on its own copies of the jars; it halves the time in which a command starts.
 */
final class OldClasses {

  /** Class files have stack maps from here on: Java 6 (JVM specification, 4.10.1). */
  private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

  /** The time of every entry, so that a rewritten jar has the same bytes whenever it is made. */
  private static final LocalDateTime WRITTEN = LocalDateTime.of(2026, 1, 1, 0, 0);

  private OldClasses() {}

  /**
   * Rewrites jars in their places; each stays as it is unless all of it could be rewritten.
   *
   * @param jars paths
   */
  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      Path path = Path.of(jar);
      if (hasOldClasses(path)) {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        rewrite(path, fresh);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static boolean hasOldClasses(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (isClass(entry) && isOld(zip.getInputStream(entry).readNBytes(8))) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean isClass(ZipEntry entry) {
    return entry.getName().endsWith(".class");
  }

  /** Whether a class file's major version, its fourth u16, is from before stack maps. */
  private static boolean isOld(byte[] bytes) {
    return bytes.length >= 8
        && (((bytes[6] & 0xFF) << 8) | (bytes[7] & 0xFF)) < FIRST_WITH_STACK_MAPS;
  }

  /** Copies a jar with its old classes rewritten. */
  static void rewrite(Path jar, Path target) throws IOException {
    URL[] urls = {jar.toUri().toURL()};
    try (URLClassLoader resources = new URLClassLoader(urls, null);
        ZipFile from = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(target);
        ZipOutputStream to = new ZipOutputStream(file)) {
      ClassFile classFile =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ConstantPoolSharingOption.NEW_POOL, // else unchanged code is just copied
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(resources)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (ZipEntry entry : Collections.list(from.entries())) {
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(WRITTEN);
        to.putNextEntry(copy);
        to.write(isClass(entry) && isOld(bytes) ? withStackMaps(classFile, bytes) : bytes);
        to.closeEntry();
      }
    }
  }

  private static byte[] withStackMaps(ClassFile classFile, byte[] bytes) {
    ClassModel old = classFile.parse(bytes);
    return classFile.transformClass(
        old,
        ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element))
            .andThen(
                ClassTransform.endHandler(
                    builder -> builder.withVersion(ClassFile.latestMajorVersion(), 0))));
  }
}
