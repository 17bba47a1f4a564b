package io.lasius.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.lasius.protocol");

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.lasius.protocol.(*)..").should().beFreeOfCycles().check(MODULE);
  }

  @Test
  void theModuleSeesJacksonAndTheJdkOnly() {
    classes()
        .that()
        .resideOutsideOfPackage("io.lasius.protocol.schema")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.lasius.protocol..", "com.fasterxml.jackson..", "java..", "org.jspecify..")
        .check(MODULE);
  }

  @Test
  void onlySchemasSeeTheValidator() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.lasius.protocol.schema")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.networknt..")
        .check(MODULE);
  }
}
