package io.apexkv.sim.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.FieldModel;
import java.util.Map;
import java.util.TreeMap;

/** The constants of a class whose values the compiler copies into the classes that name them. */
final class Constants {

  private Constants() {}

  /** Values by name of the field, as a class file says. */
  static Map<String, Object> in(byte[] classFile) {
    Map<String, Object> constants = new TreeMap<>();
    for (FieldModel field : ClassFile.of().parse(classFile).fields()) {
      field
          .findAttribute(Attributes.constantValue())
          .ifPresent(
              value ->
                  constants.put(field.fieldName().stringValue(), value.constant().constantValue()));
    }
    return constants;
  }

  /** Those of a class of the class path. */
  static Map<String, Object> onClassPath(String className) {
    String path = className.replace('.', '/') + ".class";
    try (InputStream stream = Constants.class.getClassLoader().getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("there is no class " + className);
      }
      return in(stream.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
