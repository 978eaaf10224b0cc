package io.apexkv.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OldClassesTest {

  @TempDir Path directory;

  @Test
  void everyClassOfPicocliLoadsAndIsVerifiedAfterwards() throws Exception {
    Path original =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = directory.resolve("picocli.jar");
    Files.copy(original, jar);
    OldClasses.main(new String[] {jar.toString()});
    int old = 0;
    int classes = 0;
    try (ZipFile before = new ZipFile(original.toFile());
        ZipFile zip = new ZipFile(jar.toFile());
        URLClassLoader loader =
            new URLClassLoader(
                new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      assertEquals(before.size(), zip.size());
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        assertEquals(2026, entry.getTimeLocal().getYear(), "the time is fixed");
        assertEquals(1, entry.getTimeLocal().getDayOfYear(), "the time is fixed");
        if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
          old += major(before, before.getEntry(name)) < ClassFile.JAVA_6_VERSION ? 1 : 0;
          assertTrue(major(zip, entry) >= ClassFile.JAVA_6_VERSION, name);
          // verification comes with initialization
          Class.forName(name.substring(0, name.length() - 6).replace('/', '.'), true, loader);
          classes++;
        }
      }
    }
    assertTrue(old > 100 && classes >= old, old + " old ones of " + classes);
  }

  private static int major(ZipFile zip, ZipEntry entry) throws Exception {
    byte[] head = zip.getInputStream(entry).readNBytes(8);
    return ((head[6] & 0xFF) << 8) | (head[7] & 0xFF);
  }
}
