package io.lasius.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.MappedEntity;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final String ROOT = "io.lasius.server.";

  /** Each sees those before it, and those of its own line. */
  private static final List<List<String>> ORDER =
      List.of(
          List.of("http", "secret", "container", "attemptlog", "store", "timing", "amount", "oidc"),
          List.of("access"),
          List.of("workspace"),
          List.of("definition", "tag"),
          List.of("actor"),
          List.of("connection"),
          List.of("state"),
          List.of("schema"),
          List.of("admission"),
          List.of("job"),
          List.of("schedule"),
          List.of("notification"),
          List.of("sync"),
          List.of("queue"));

  /** What the framework generates is named after what it is generated for, behind a dollar. */
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/$"))
          .withImportOption(location -> !location.contains("$Intercepted"))
          .importPackages("io.lasius.server");

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.lasius.(**)").should().beFreeOfCycles().check(MODULE);
  }

  @Test
  void aPackageSeesOnlyThoseBelowIt() {
    for (int i = 0; i < ORDER.size(); i++) {
      var above =
          ORDER.stream()
              .skip(i + 1L)
              .flatMap(List::stream)
              .map(name -> ROOT + name + "..")
              .toArray(String[]::new);
      for (var name : ORDER.get(i)) {
        assertThat(MODULE.containPackage(ROOT + name)).as(name).isTrue();
        noClasses()
            .that()
            .resideInAPackage(ROOT + name + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(above)
            .check(MODULE);
      }
    }
  }

  @Test
  void onlyThePackageContainerKnowsDockersLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.lasius.server.container..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.github.dockerjava..")
        .check(MODULE);
  }

  @Test
  void onlyThePackageOidcKnowsTheLibraryOfOpenIdConnect() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.lasius.server.oidc..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.nimbusds.oauth2..", "com.nimbusds.openid..")
        .check(MODULE);
  }

  @Test
  void onlyThePackageTimingKnowsTheLibraryOfCronExpressions() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.lasius.server.timing..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.cronutils..")
        .check(MODULE);
  }

  @Test
  void onlyRecordsThatAreStoredAndStoresKnowMicronautData() {
    noClasses()
        .that(DescribedPredicate.not(storedOrStoring()))
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.micronaut.data..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage(
                            "io.micronaut.data.exceptions..",
                            "io.micronaut.data.model.runtime.convert.."))))
        .check(MODULE);
  }

  private static DescribedPredicate<JavaClass> storedOrStoring() {
    return describe(
        "are stored or are stores",
        type ->
            type.isAnnotatedWith(MappedEntity.class)
                || type.isAnnotatedWith(Embeddable.class)
                || isStore(type)
                || type.getEnclosingClass().map(ArchitectureTest::isStore).orElse(false));
  }

  private static boolean isStore(JavaClass type) {
    return type.isAssignableTo("io.micronaut.data.repository.GenericRepository");
  }

  @Test
  void nothingIsReactive() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("reactor..", "org.reactivestreams..", "io.reactivex..")
        .check(MODULE);
  }
}
