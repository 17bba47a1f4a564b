package io.lasius.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a process has of the machine.
 *
 * @param resident memory in MiB, shared pages included
 * @param mostResident the most of it that there ever was
 */
record ProcessLook(long threads, OpenFiles open, double resident, double mostResident) {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern MOST_RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final double KIB_PER_MIB = 1024;

  /** Fails where the process has ended, or is another user's. */
  static ProcessLook of(long pid) throws IOException {
    var process = Path.of("/proc", Long.toString(pid));
    var status = Files.readString(process.resolve("status"));
    try (var tasks = Files.list(process.resolve("task"))) {
      return new ProcessLook(
          tasks.count(),
          OpenFiles.of(process),
          memory(pid, status, RESIDENT),
          memory(pid, status, MOST_RESIDENT));
    }
  }

  private static double memory(long pid, String status, Pattern kind) throws IOException {
    var found = kind.matcher(status);
    if (!found.find()) {
      throw new IOException("process %d has no memory: it has ended".formatted(pid));
    }
    return Double.parseDouble(found.group(1)) / KIB_PER_MIB;
  }
}
