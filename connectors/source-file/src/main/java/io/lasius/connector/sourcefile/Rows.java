package io.lasius.connector.sourcefile;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lasius.sdk.ConfigException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one file, one after the other; what is asked is asked of the present row. */
sealed interface Rows extends Closeable permits CsvRows, JsonRows {
  /** The columns that the file's header tells; none where each row tells its own. */
  List<String> header();

  /**
   * Goes on to the next row.
   *
   * @return false at the end
   * @throws BrokenFileException where what follows cannot be told into rows
   */
  boolean next() throws IOException, ConfigException;

  /** The line on which the row begins, from 1. */
  long line();

  /** What is wrong with the row as a whole, or null. */
  @Nullable RowProblem problem();

  /** Number of its fields. */
  int size();

  String name(int field);

  boolean isNull(int field);

  /** Whether the value is a text without characters, which in any other column means null. */
  boolean isEmpty(int field);

  /** What the value, which is not null, is or looks like. */
  ValueType typeOf(int field);

  /** Whether the value, which is not null, may stand in a column of the type. */
  boolean fits(int field, ValueType type);

  /** Writes the value, which fits, with all its digits. */
  void write(int field, ValueType type, JsonGenerator out) throws IOException;
}
