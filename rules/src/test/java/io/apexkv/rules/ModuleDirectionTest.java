package io.apexkv.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ModuleDirectionTest {

  private static final String OFFENDING = "io.apexkv.rules.offending.layers";

  @Test
  void modulesKnowOnlyWhomTheyMay() {
    ModuleDirection.under("io.apexkv").check(Modules.ALL);
  }

  @Test
  void everyWrongDirectionIsReportedAndNoOther() {
    JavaClasses tree = new ClassFileImporter().importPackages(OFFENDING);
    EvaluationResult result = ModuleDirection.under(OFFENDING).evaluate(tree);
    TreeSet<String> offenders = new TreeSet<>();
    result.handleViolations(
        (Collection<Dependency> dependencies, String message) ->
            dependencies.forEach(each -> offenders.add(each.getOriginClass().getSimpleName())));
    assertEquals(
        List.of(
            "ClientKnowsRuntime",
            "ClientKnowsSim",
            "KernelKnowsClient",
            "MaelstromKnowsSim",
            "ServerKnowsCli",
            "ServerKnowsMaelstrom",
            "ServerKnowsSim",
            "SimKnowsRuntime"),
        List.copyOf(offenders));
  }
}
