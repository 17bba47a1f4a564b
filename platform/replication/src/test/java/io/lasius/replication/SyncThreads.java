package io.lasius.replication;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks for threads that work for a sync, virtual ones as well. */
final class SyncThreads {
  private static final List<String> WORK =
      Stream.of(
              RunningSync.class,
              Launching.class,
              SourceRelay.class,
              DestinationReturns.class,
              StateLedger.class,
              ConnectorEnds.class,
              ErrorOutput.class)
          .map(Class::getName)
          .toList();

  private SyncThreads() {}

  /** The frames of such threads. */
  static List<String> running(Path folder) {
    try {
      return framesIn(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> framesIn(Path folder) throws IOException {
    Path dump = folder.toAbsolutePath().resolve("threads-" + System.nanoTime() + ".txt");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
    try (var lines = Files.lines(dump)) {
      return lines.filter(line -> WORK.stream().anyMatch(line::contains)).toList();
    } finally {
      Files.delete(dump);
    }
  }
}
