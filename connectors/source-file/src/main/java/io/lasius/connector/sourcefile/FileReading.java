package io.lasius.connector.sourcefile;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.connector.sourcefile.ReadPositions.Progress;
import io.lasius.sdk.ConfigException;
import io.lasius.sdk.StreamOutput;
import java.io.IOException;

/** Reads one file, from where it was left. */
final class FileReading {
  private final DataFile file;
  private final ReadPositions positions;
  private final FileSourceConfig config;
  private final StreamOutput output;

  FileReading(
      DataFile file, ReadPositions positions, FileSourceConfig config, StreamOutput output) {
    this.file = file;
    this.positions = positions;
    this.config = config;
    this.output = output;
  }

  /** Reads the file, unless that was done and it has not changed since. */
  void read(JsonNode schema) throws ConfigException, IOException, InterruptedException {
    // Taken before the first byte: a file that is written to while it is read counts as changed.
    DataFile.Stamp stamp = file.stamp();
    Progress before = positions.before(file);
    if (before != null && before.digest() != null && isSame(before, stamp)) {
      positions.reached(file, new Progress(stamp, before.rows(), before.digest()));
      return;
    }
    try (var open = OpenFile.open(file, config.format())) {
      long rows = skip(open, before != null && goesOn(before, stamp) ? before.rows() : 0);
      rows = emit(open, schema, stamp, rows);
      positions.reached(file, new Progress(stamp, rows, open.digest()));
    }
  }

  /** A file that was copied or touched has a new time, but no new content. */
  private boolean isSame(Progress before, DataFile.Stamp stamp) throws IOException {
    return before.stamp().equals(stamp)
        || (before.stamp().size() == stamp.size() && OpenFile.digest(file).equals(before.digest()));
  }

  private static boolean goesOn(Progress before, DataFile.Stamp stamp) {
    return before.digest() == null && before.stamp().equals(stamp);
  }

  private static long skip(OpenFile open, long rows)
      throws ConfigException, IOException, InterruptedException {
    long skipped = 0;
    while (skipped < rows && open.next()) {
      skipped++;
    }
    return skipped;
  }

  private long emit(OpenFile open, JsonNode schema, DataFile.Stamp stamp, long from)
      throws ConfigException, IOException, InterruptedException {
    var row = new RowRecord(schema, config.onMisfit(), file, open.rows());
    long rows = from;
    while (open.next()) {
      output.record(row, row.check());
      rows++;
      if (output.stateDue()) {
        positions.reached(file, new Progress(stamp, rows, null));
        output.state(positions.toJson());
      }
    }
    if (!row.leftOut().isEmpty()) {
      System.err.printf(
          "%s has columns that the stream's schema does not have; records are without them: %s%n",
          file.name(), row.leftOut());
    }
    return rows;
  }
}
