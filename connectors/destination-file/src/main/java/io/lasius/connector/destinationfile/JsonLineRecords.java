package io.lasius.connector.destinationfile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes each record's own bytes as a line. */
record JsonLineRecords(OutputStream out) implements RecordWriter {
  @Override
  public void write(ByteBuffer data) throws IOException {
    out.write(data.array(), data.arrayOffset() + data.position(), data.remaining());
    out.write('\n');
  }

  @Override
  public void flush() {}
}
