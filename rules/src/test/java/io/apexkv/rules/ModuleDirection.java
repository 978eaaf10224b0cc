package io.apexkv.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Which module may know which:
 *
 * <pre>
 *   kernel  &lt;-  client  &lt;-  sim
 *      ^          ^          ^
 *      +-- runtime           |
 *            ^               |
 *            +---- runtime.cli
 *            +---- maelstrom
 * </pre>
 *
 * <p>The kernel knows nobody. The simulator drives the client's session core. The server never
 * knows the simulator; only the command line does, to offer {@code sim} and {@code replay}. The
 * node for Maelstrom is a host beside the server, and borrows its disk. Nobody knows the command
 * line or that node.
 */
final class ModuleDirection {

  private ModuleDirection() {}

  /**
   * The rule for the modules under one root package.
   *
   * @param root {@code io.apexkv}, or the root of a tree of offenders
   */
  static ArchRule under(String root) {
    DescribedPredicate<JavaClass> cli = resideInAPackage(root + ".runtime.cli..");
    DescribedPredicate<JavaClass> server =
        resideInAPackage(root + ".runtime..").and(DescribedPredicate.not(cli)).as("the server");
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("kernel")
        .definedBy(root + ".kernel..")
        .layer("client")
        .definedBy(root + ".client..")
        .layer("sim")
        .definedBy(root + ".sim..")
        .layer("runtime")
        .definedBy(server)
        .layer("cli")
        .definedBy(cli)
        .layer("maelstrom")
        .definedBy(root + ".maelstrom..")
        .whereLayer("kernel")
        .mayNotAccessAnyLayer()
        .whereLayer("client")
        .mayOnlyAccessLayers("kernel")
        .whereLayer("sim")
        .mayOnlyAccessLayers("kernel", "client")
        .whereLayer("runtime")
        .mayOnlyAccessLayers("kernel", "client")
        .whereLayer("maelstrom")
        .mayOnlyAccessLayers("kernel", "runtime")
        .whereLayer("maelstrom")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer();
  }
}
