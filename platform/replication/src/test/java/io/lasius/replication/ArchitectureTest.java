package io.lasius.replication;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.lasius.replication");

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.lasius.(**)").should().beFreeOfCycles().check(MODULE);
  }

  @Test
  void theModuleSeesTheProtocolItsTreesAndTheJdkOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.lasius.replication..",
            "io.lasius.protocol..",
            "com.fasterxml.jackson.annotation",
            "com.fasterxml.jackson.core..",
            "com.fasterxml.jackson.databind",
            "com.fasterxml.jackson.databind.node..",
            "org.slf4j..",
            "java..",
            "javax.crypto..",
            "org.jspecify..")
        .check(MODULE);
  }
}
