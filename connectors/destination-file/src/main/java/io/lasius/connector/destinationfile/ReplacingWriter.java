package io.lasius.connector.destinationfile;

import io.lasius.connector.destinationfile.StreamFiles.Generation;
import io.lasius.protocol.wire.RecordLine;
import io.lasius.sdk.ConnectorException;
import io.lasius.sdk.StreamWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes beside the stream's file, and takes its place when the stream is complete. */
final class ReplacingWriter implements StreamWriter {
  private final StreamFiles files;
  private final Path path;
  private final RecordFile file;
  private final @Nullable Generation generation;

  private ReplacingWriter(
      StreamFiles files, Path path, RecordFile file, @Nullable Generation generation) {
    this.files = files;
    this.path = path;
    this.file = file;
    this.generation = generation;
  }

  /**
   * Goes on with the replacement that is there, or begins one.
   *
   * @param generation null where none is told
   */
  static ReplacingWriter open(
      StreamFiles files, RecordLayout layout, @Nullable Generation generation)
      throws ConnectorException, IOException {
    Path path = generation == null ? files.overwrite() : files.replacement(generation);
    return new ReplacingWriter(files, path, RecordFile.open(path, layout), generation);
  }

  @Override
  public void write(RecordLine record) throws ConnectorException, IOException {
    file.write(record.data());
  }

  @Override
  public void commit() throws IOException {
    file.commit();
  }

  @Override
  public void complete() throws ConnectorException, IOException {
    file.finish();
    file.close();
    // A journal of the old data would make the next write cut the new.
    CommittedFile.recover(files.data());
    if (generation != null) {
      // First the mark: while the replacement is still there, the mark does not count.
      files.mark(generation);
    }
    Durability.replace(files.data(), path);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
