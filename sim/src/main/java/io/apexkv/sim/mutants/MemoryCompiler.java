package io.apexkv.sim.mutants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** The JDK's compiler from text to bytes, against the class path of this process. */
final class MemoryCompiler {

  private static final List<String> OPTIONS =
      List.of("-proc:none", "-implicit:none", "-nowarn", "-g");

  private final JavaCompiler compiler;

  /**
   * Finds the compiler.
   *
   * @throws NoCompilerException in a Java without one
   */
  MemoryCompiler() {
    JavaCompiler found = ToolProvider.getSystemJavaCompiler();
    if (found == null) {
      throw new NoCompilerException();
    }
    compiler = found;
  }

  /**
   * Compiles sources together.
   *
   * @param sources by name of their top-level class
   * @return class files by name, nested classes too
   */
  Map<String, byte[]> compile(Map<String, String> sources) {
    StringWriter errors = new StringWriter();
    try (Output output = new Output(newFileManager())) {
      List<JavaFileObject> units = new ArrayList<>();
      sources.forEach((className, text) -> units.add(new Source(className, text)));
      if (!compiler.getTask(errors, output, null, OPTIONS, null, units).call()) {
        throw new IllegalStateException("a mutant is not Java:\n" + errors);
      }
      return output.classFiles();
    } catch (IOException broken) {
      throw new IllegalStateException("compiling in memory failed", broken);
    }
  }

  /** The names of all top-level classes of the class path in a package and those below it. */
  Set<String> topLevelClassesUnder(String packageName) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JavaFileManager files = newFileManager()) {
      for (JavaFileObject file :
          files.list(StandardLocation.CLASS_PATH, packageName, Set.of(Kind.CLASS), true)) {
        String name = files.inferBinaryName(StandardLocation.CLASS_PATH, file);
        int nested = name.indexOf('$');
        names.add(nested < 0 ? name : name.substring(0, nested));
      }
    }
    return names;
  }

  private JavaFileManager newFileManager() {
    return compiler.getStandardFileManager(null, null, null);
  }

  private static URI uri(String className, Kind kind) {
    return URI.create("memory:///" + className.replace('.', '/') + kind.extension);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(uri(className, Kind.SOURCE), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ClassFile(String className) {
      super(uri(className, Kind.CLASS), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  /** Keeps the class files that the compiler writes. */
  private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ClassFile> written = new TreeMap<>();

    Output(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, Kind kind, FileObject sibling) {
      ClassFile file = new ClassFile(className);
      written.put(className, file);
      return file;
    }

    Map<String, byte[]> classFiles() {
      Map<String, byte[]> files = new TreeMap<>();
      written.forEach((name, file) -> files.put(name, file.bytes.toByteArray()));
      return files;
    }
  }
}
