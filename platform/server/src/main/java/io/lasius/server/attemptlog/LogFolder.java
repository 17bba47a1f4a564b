package io.lasius.server.attemptlog;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the attempts of all jobs keep: a folder for each job. */
record LogFolder(Path path) {
  private record KeptFile(Path path, Instant written, long bytes) {
    static KeptFile of(Path path) throws IOException {
      return new KeptFile(path, Files.getLastModifiedTime(path).toInstant(), Files.size(path));
    }
  }

  /** All files of all jobs. */
  List<Path> files() throws IOException {
    var files = new ArrayList<Path>();
    for (Path job : list(path)) {
      files.addAll(list(job));
    }
    return files;
  }

  /**
   * Deletes what is too much, the oldest first.
   *
   * @param oldest what was last written to before that goes
   * @param maxBytes most that logs take; what was set aside does not count
   * @param inUse files that are left alone
   * @return how many went
   */
  int deleteOldest(Instant oldest, long maxBytes, Predicate<Path> inUse) throws IOException {
    var kept = new ArrayList<KeptFile>();
    int deleted = 0;
    for (Path file : files()) {
      if (inUse.test(file)) {
        continue;
      }
      var found = KeptFile.of(file);
      if (found.written().isBefore(oldest)) {
        deleted += Files.deleteIfExists(file) ? 1 : 0;
      } else if (!file.toString().endsWith(AttemptLogs.REJECTED_SUFFIX)) {
        kept.add(found);
      }
    }
    deleted += deleteBeyond(maxBytes, kept);
    for (Path job : list(path)) {
      deleteIfEmpty(job);
    }
    return deleted;
  }

  private static int deleteBeyond(long maxBytes, List<KeptFile> kept) throws IOException {
    long total = kept.stream().mapToLong(KeptFile::bytes).sum();
    int deleted = 0;
    for (var file : kept.stream().sorted(Comparator.comparing(KeptFile::written)).toList()) {
      if (total <= maxBytes) {
        break;
      }
      total -= file.bytes();
      deleted += Files.deleteIfExists(file.path()) ? 1 : 0;
    }
    return deleted;
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException _) {
      return;
    }
  }
}
