package io.lasius.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Runs a class of tests on each database. Its constructor takes a {@link StoreUnderTest}, which all
 * such classes share, one after the other: a test begins by clearing it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}", autoCloseArguments = false)
@ArgumentsSource(OnEachDatabase.Stores.class)
public @interface OnEachDatabase {
  /** One store of each kind for all classes of a JVM, closed after the last of them. */
  final class Stores implements ArgumentsProvider {
    private static final ExtensionContext.Namespace NAMESPACE =
        ExtensionContext.Namespace.create(Stores.class);

    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      var shared = context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE);
      return Arrays.stream(Database.values())
          .map(database ->
              Arguments.of(
                  shared.getOrComputeIfAbsent(database, Stores::start, StoreUnderTest.class)));
    }

    private static StoreUnderTest start(Database database) {
      try {
        return StoreUnderTest.start(database);
      } catch (Exception e) {
        throw new AssertionError("the store on %s does not start".formatted(database), e);
      }
    }
  }
}
