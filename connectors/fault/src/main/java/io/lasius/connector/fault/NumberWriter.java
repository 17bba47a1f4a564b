package io.lasius.connector.fault;

import io.lasius.protocol.wire.RecordLine;
import io.lasius.sdk.StreamWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the data of each record, unless a fault strikes there. */
final class NumberWriter implements StreamWriter {
  private final @Nullable LineFile file;
  private final Faults faults;

  NumberWriter(@Nullable LineFile file, Faults faults) {
    this.file = file;
    this.faults = faults;
  }

  @Override
  public void write(RecordLine record) throws IOException {
    faults.received(record);
    if (file != null) {
      file.append(record.data());
    }
  }

  @Override
  public void commit() throws IOException {
    if (file != null) {
      file.force();
    }
  }

  @Override
  public void complete() {
    // Each record is in its place already.
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
