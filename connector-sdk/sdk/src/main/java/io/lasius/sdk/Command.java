package io.lasius.sdk;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a connector is called to do. */
sealed interface Command {
  /** Shows the specification. */
  record Spec() implements Command {}

  /** Tries a configuration. */
  record Check(Path config) implements Command {}

  /** Shows the streams on offer. */
  record Discover(Path config) implements Command {}

  /** Reads the streams of a catalog. */
  record Read(Path config, Path catalog, @Nullable Path state) implements Command {}

  /** Writes the streams of a catalog. */
  record Write(Path config, Path catalog) implements Command {}

  /** Counts records by a query. */
  record Count(Path config, Path query) implements Command {}

  /** Does all of these once, for the JVM to learn. */
  record Train(Path config) implements Command {}
}
