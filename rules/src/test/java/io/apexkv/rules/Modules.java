package io.apexkv.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;

/** The class files of this project, as the rules see them: main classes only, never tests. */
final class Modules {

  /**
   * The packages of the simulator that drive it from outside (threads, files, class loaders,
   * progress on a terminal) and so are not themselves deterministic. Everything else in {@code
   * io.apexkv.sim} is.
   */
  private static final String[] DRIVERS_OF_SIM = {
    "io.apexkv.sim.campaign..", "io.apexkv.sim.mutants..", "io.apexkv.sim.cli.."
  };

  static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.apexkv")
          .that(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("io.apexkv.rules..")));

  static final JavaClasses KERNEL =
      ALL.that(JavaClass.Predicates.resideInAPackage("io.apexkv.kernel.."));

  /** What must answer equally to equal input, whatever the machine, the hour or the JVM. */
  static final JavaClasses DETERMINISTIC =
      ALL.that(
          JavaClass.Predicates.resideInAnyPackage(
                  "io.apexkv.kernel..", "io.apexkv.client.core..", "io.apexkv.sim..")
              .and(
                  DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(DRIVERS_OF_SIM))));

  private Modules() {}

  static JavaClasses only(Class<?> type) {
    return new ClassFileImporter().importClasses(type);
  }

  /** Opens the class file that {@code type} was imported from, in a directory or in a jar. */
  static InputStream open(JavaClass type) throws IOException {
    return type.getSource().orElseThrow().getUri().toURL().openStream();
  }
}
