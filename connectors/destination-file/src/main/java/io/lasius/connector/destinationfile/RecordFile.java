package io.lasius.connector.destinationfile;

import io.lasius.sdk.ConfigException;
import io.lasius.sdk.TransientException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file of records that grows at its end, commit by commit. */
final class RecordFile implements AutoCloseable {
  private static final int BUFFER = 256 << 10;

  private final CommittedFile file;
  private final RecordLayout layout;
  private final OutputStream buffered;
  private final @Nullable GzipMembers gzip;
  private final OutputStream out;
  private final RecordWriter records;
  private final byte[] header;

  private RecordFile(CommittedFile file, RecordLayout layout, @Nullable CsvColumns columns)
      throws IOException {
    this.file = file;
    this.layout = layout;
    buffered = new BufferedOutputStream(file.output(), BUFFER);
    gzip = layout.compression() == Compression.GZIP ? new GzipMembers(buffered) : null;
    out = gzip == null ? buffered : gzip;
    records = columns == null ? new JsonLineRecords(out) : new CsvRecords(columns, out);
    header = columns == null ? new byte[0] : columns.header();
    if (file.committed() == 0) {
      out.write(header);
    } else if (gzip == null && file.endsOtherThan((byte) '\n')) {
      // An editor may leave the last line open; a record must not go on there.
      out.write('\n');
    }
  }

  /** Opens a file to append to; begins one where there is none. */
  static RecordFile open(Path path, RecordLayout layout)
      throws ConfigException, TransientException, IOException {
    CommittedFile.recover(path);
    CsvColumns columns = layout.columns();
    if (columns != null && Files.exists(path)) {
      try (InputStream content = layout.compression().open(path)) {
        columns = columns.inOrderOf(path.getFileName().toString(), content);
      }
    }
    CommittedFile file = CommittedFile.open(path);
    try {
      return new RecordFile(file, layout, columns);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  void write(ByteBuffer data) throws ConfigException, IOException {
    records.write(data);
  }

  /** Makes durable all that was written. */
  void commit() throws IOException {
    commit(null);
  }

  /** Ends a file that nothing follows: also one without records is then a whole one. */
  void finish() throws IOException {
    if (gzip != null && file.committed() == 0) {
      gzip.begin();
    }
    commit();
  }

  /**
   * Takes over all records of another file, which then is gone.
   *
   * @throws ConfigException where it has other columns than this one
   */
  void absorb(Path other) throws ConfigException, IOException {
    try (InputStream content = layout.compression().open(other)) {
      byte[] otherHeader = content.readNBytes(header.length);
      if (!Arrays.equals(header, otherHeader)) {
        throw new ConfigException(
            "the file %s holds records of an earlier sync in other columns: rename or remove it"
                .formatted(other.getFileName()));
      }
      content.transferTo(out);
    }
    commit(other);
  }

  /** Gives up what was not committed. */
  @Override
  public void close() throws IOException {
    file.close();
  }

  private void commit(@Nullable Path consumed) throws IOException {
    records.flush();
    if (gzip != null) {
      gzip.end();
    }
    buffered.flush();
    file.commit(consumed);
  }
}
