package io.lasius.connector.sourcefile;

import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file. Blank lines are no rows. A column without a name is called {@code
 * column_N}, the second of a name {@code name_2}.
 */
final class CsvRows implements Rows {
  private final CsvRow row = new CsvRow();
  private final CloseableIterator<CsvRow> rows;
  private final List<String> names;
  private boolean ahead;

  CsvRows(CsvDialect dialect, Reader reader) throws IOException {
    rows = dialect.reader().build(row, reader).iterator();
    boolean some = fetch();
    ahead = some && !dialect.header();
    names = some ? names(dialect.header()) : List.of();
  }

  @Override
  public List<String> header() {
    return names;
  }

  @Override
  public boolean next() throws IOException {
    boolean some = ahead || fetch();
    ahead = false;
    return some;
  }

  @Override
  public long line() {
    return row.line();
  }

  @Override
  public @Nullable RowProblem problem() {
    int found = row.fields().size();
    if (found == names.size()) {
      return null;
    }
    var lost =
        found < names.size()
            ? names.subList(found, names.size())
            : IntStream.range(names.size(), found).mapToObj(CsvRows::numbered).toList();
    return new RowProblem("has %d fields instead of %d".formatted(found, names.size()), lost);
  }

  /** Columns of the header: a field that the row lacks is null, one too many is not told. */
  @Override
  public int size() {
    return names.size();
  }

  @Override
  public String name(int field) {
    return names.get(field);
  }

  @Override
  public boolean isNull(int field) {
    return field >= row.fields().size() || row.fields().get(field) == null;
  }

  @Override
  public boolean isEmpty(int field) {
    return text(field).isEmpty();
  }

  @Override
  public ValueType typeOf(int field) {
    return TextValue.typeOf(text(field));
  }

  @Override
  public boolean fits(int field, ValueType type) {
    return TextValue.fits(text(field), type);
  }

  @Override
  public void write(int field, ValueType type, JsonGenerator out) throws IOException {
    String text = text(field);
    switch (type) {
      case INTEGER, NUMBER -> out.writeNumber(text);
      case BOOLEAN -> out.writeBoolean(text.equalsIgnoreCase("true"));
      case TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_WITHOUT_TIMEZONE ->
          out.writeString(TextValue.isoTimestamp(text));
      case DATE, STRING, ANY, OBJECT, ARRAY -> out.writeString(text);
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  private String text(int field) {
    return Objects.requireNonNull(row.fields().get(field));
  }

  private boolean fetch() throws IOException {
    try {
      if (!rows.hasNext()) {
        return false;
      }
      rows.next();
      return true;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      // Not as a cause: its message shows what it found.
      throw new BrokenFileException(
          "a quote is not closed, or something other than the delimiter comes after a closing one");
    }
  }

  private List<String> names(boolean fromHeader) {
    var fields = row.fields();
    var unique = new LinkedHashSet<String>();
    for (int i = 0; i < fields.size(); i++) {
      String told = fromHeader ? fields.get(i) : null;
      String wanted = told == null || told.isBlank() ? numbered(i) : told;
      String name = wanted;
      for (int copy = 2; !unique.add(name); copy++) {
        name = wanted + "_" + copy;
      }
    }
    return new ArrayList<>(unique);
  }

  private static String numbered(int column) {
    return "column_" + (column + 1);
  }
}
