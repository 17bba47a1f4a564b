package io.lasius.connector.sample;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A table of the shop: its rows are numbered from 1 and computed from their number. */
interface Table {
  String name();

  /** The properties of a row, beside {@code id}, as the properties of a JSON Schema. */
  String properties();

  /** Number of rows. */
  long rows();

  /** Writes the fields of a row. */
  void write(JsonGenerator row, long id) throws IOException;
}
