package io.lasius.connector.destinationfile;

import io.lasius.sdk.ConfigException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes records in a format. */
sealed interface RecordWriter permits CsvRecords, JsonLineRecords {
  /**
   * Writes a record.
   *
   * @param data its JSON object
   */
  void write(ByteBuffer data) throws ConfigException, IOException;

  /** Hands on what is held back. */
  void flush() throws IOException;
}
