package io.apexkv.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Floating point in class files, instruction by instruction: neither ArchUnit nor forbiddenapis
 * sees arithmetic. Integers make every bound exact and every comparison total; the kernel needs
 * nothing else.
 */
final class FloatingPoint {

  private FloatingPoint() {}

  /** One line for each method of {@code classes} that computes with a float or a double. */
  static List<String> in(JavaClasses classes) throws IOException {
    List<String> lines = new ArrayList<>();
    for (JavaClass type : classes) {
      try (InputStream bytes = Modules.open(type)) {
        ClassModel model = ClassFile.of().parse(bytes.readAllBytes());
        for (MethodModel method : model.methods()) {
          boolean found =
              method.code().stream()
                  .flatMap(code -> code.elementStream())
                  .anyMatch(FloatingPoint::computesWithIt);
          if (found) {
            lines.add(
                type.getName() + "." + method.methodName().stringValue() + " uses floating point");
          }
        }
      }
    }
    return lines;
  }

  private static boolean computesWithIt(CodeElement element) {
    return switch (element) {
      case OperatorInstruction operator -> isFloating(operator.typeKind());
      case ConstantInstruction constant -> isFloating(constant.typeKind());
      case ConvertInstruction convert ->
          isFloating(convert.fromType()) || isFloating(convert.toType());
      case FieldInstruction field -> isFloating(TypeKind.from(field.typeSymbol()));
      case InvokeInstruction call -> mentionsIt(call.typeSymbol());
      default -> false;
    };
  }

  private static boolean mentionsIt(MethodTypeDesc type) {
    return isFloating(TypeKind.from(type.returnType()))
        || type.parameterList().stream().anyMatch(each -> isFloating(TypeKind.from(each)));
  }

  private static boolean isFloating(TypeKind kind) {
    return kind == TypeKind.FLOAT || kind == TypeKind.DOUBLE;
  }
}
