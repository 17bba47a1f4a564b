package io.lasius.server.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the suite has found: a line for each case, in a file of {@code target/faults}, which {@code
 * ./lasius test --faults} prints. Used by one thread at a time.
 */
final class FaultTable implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "faults");

  private final Path file;
  private final List<String> lines = new ArrayList<>();

  /** A part of the table, which has a name of its own. */
  FaultTable(String part) {
    file = FOLDER.resolve(part.replaceAll("[^a-zA-Z0-9]+", "-") + ".txt");
  }

  void add(String fault, String outcome, Duration took) {
    lines.add(
        String.format(Locale.ROOT, "%-62s | %-100s | %7.1f s", fault, outcome, seconds(took)));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  @Override
  public void close() throws IOException {
    Files.createDirectories(FOLDER);
    Files.write(file, lines);
  }
}
