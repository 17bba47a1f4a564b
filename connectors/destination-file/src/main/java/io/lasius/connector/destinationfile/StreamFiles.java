package io.lasius.connector.destinationfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a stream: its data, and hidden beside it what shall replace the data, and a mark
 * that tells for which generation that was done.
 *
 * @param data the stream's file
 */
record StreamFiles(Path data) {
  /**
   * Data that belongs together, and the job that wrote it: a retry is of the same, while a platform
   * that was installed anew begins to count at 1 again.
   *
   * @param sync null where the platform tells none
   */
  record Generation(long number, @Nullable Long sync) {}

  /** What replaces the data where no generations are told. */
  Path overwrite() {
    return hidden("overwrite");
  }

  /** What replaces the data when the generation is complete. */
  Path replacement(Generation generation) {
    return hidden(prefix(generation.number()) + generation.sync());
  }

  /** Replacements of the generation, whichever job began them. */
  List<Path> replacementsOf(long generation) throws IOException {
    return list(hidden(prefix(generation)).getFileName().toString());
  }

  /** Every replacement. */
  List<Path> replacements() throws IOException {
    return list(hidden("generation-").getFileName().toString());
  }

  /** Whether the data is of the generation already. */
  boolean isMarked(Generation generation) throws IOException {
    return Files.exists(mark()) && Files.readString(mark()).equals(text(generation));
  }

  /** Notes durably that the data is, or is about to be, of the generation. */
  void mark(Generation generation) throws IOException {
    Path next = hidden("generation.new");
    try (var channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(UTF_8.encode(text(generation)));
      channel.force(true);
    }
    Durability.replace(mark(), next);
  }

  private static String text(Generation generation) {
    return Json.write(generation);
  }

  private static String prefix(long generation) {
    return "generation-" + generation + "-";
  }

  private Path mark() {
    return hidden("generation");
  }

  private Path hidden(String ending) {
    return data.resolveSibling("." + data.getFileName() + "." + ending);
  }

  private List<Path> list(String prefix) throws IOException {
    var found = new ArrayList<Path>();
    try (var files = Files.newDirectoryStream(data.resolveSibling(""))) {
      for (Path each : files) {
        String name = each.getFileName().toString();
        if (name.startsWith(prefix) && !name.endsWith(".writing")) {
          found.add(each);
        }
      }
    }
    return found;
  }
}
