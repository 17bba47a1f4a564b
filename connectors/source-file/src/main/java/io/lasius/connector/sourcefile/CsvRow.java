package io.lasius.connector.sourcefile;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of the present row: null where nothing stands between two delimiters. */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
  private final List<@Nullable String> fields = new ArrayList<>();
  private long line;

  long line() {
    return line;
  }

  List<@Nullable String> fields() {
    return fields;
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    line = startingLineNumber;
    fields.clear();
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    fields.add(length == 0 && !quoted ? null : new String(buffer, offset, length));
  }

  @Override
  protected CsvRow buildRecord() {
    return this;
  }
}
