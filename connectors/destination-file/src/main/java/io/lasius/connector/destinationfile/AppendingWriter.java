package io.lasius.connector.destinationfile;

import io.lasius.protocol.wire.RecordLine;
import io.lasius.sdk.ConnectorException;
import io.lasius.sdk.StreamWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Appends to the stream's file, which is not touched before the first record. */
final class AppendingWriter implements StreamWriter {
  private final Path path;
  private final RecordLayout layout;
  private @Nullable RecordFile file;

  AppendingWriter(Path path, RecordLayout layout) {
    this.path = path;
    this.layout = layout;
  }

  @Override
  public void write(RecordLine record) throws ConnectorException, IOException {
    if (file == null) {
      file = RecordFile.open(path, layout);
    }
    file.write(record.data());
  }

  @Override
  public void commit() throws IOException {
    if (file != null) {
      file.commit();
    }
  }

  /** What was committed is all there is to do. */
  @Override
  public void complete() {}

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
