package io.apexkv.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.AccessTarget.MethodReferenceTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Optional;

/**
 * The hash of an object's identity, which differs between two runs: {@code hashCode} as {@code
 * Object} and {@code Enum} define it. Not a line in {@code nondeterminism.txt}, since forbiddenapis
 * would also report every call of an overriding method, which is a pure function of the value.
 */
final class IdentityHash {

  static final ArchRule IS_NOT_TAKEN =
      noClasses()
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "hashCode of Object or Enum is called", IdentityHash::isTakenBy))
          .because("it differs between two runs of one seed");

  private IdentityHash() {}

  private static boolean isTakenBy(JavaAccess<?> access) {
    return access.getName().equals("hashCode")
        && declaringClass(access)
            .filter(type -> type.isEquivalentTo(Object.class) || type.isEquivalentTo(Enum.class))
            .isPresent();
  }

  /** The class whose method a call would run, as far as the type at the call tells. */
  private static Optional<JavaClass> declaringClass(JavaAccess<?> access) {
    return switch (access.getTarget()) {
      case MethodCallTarget call -> call.resolveMember().map(JavaMember::getOwner);
      case MethodReferenceTarget reference -> reference.resolveMember().map(JavaMember::getOwner);
      default -> Optional.empty();
    };
  }
}
