package io.lasius.connector.destinationfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.sdk.ConfigException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;

/** The columns of a CSV file, in order. */
record CsvColumns(StreamDescriptor stream, List<String> names) {
  CsvColumns {
    names = List.copyOf(names);
  }

  /** Those of a stream's schema. */
  static CsvColumns of(ConfiguredStream stream) throws ConfigException {
    var names = new ArrayList<String>();
    stream.stream().jsonSchema().path("properties").fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      throw new ConfigException(
          "the schema of stream %s has no fields, so a CSV file of it would have no columns: write JSON lines"
              .formatted(stream.descriptor()));
    }
    return new CsvColumns(stream.descriptor(), names);
  }

  /**
   * Those of a file to which records are to be appended: the order is the file's, and a column that
   * the stream no longer has stays empty.
   *
   * @throws ConfigException where the stream has a column that the file lacks
   */
  CsvColumns inOrderOf(String file, InputStream content) throws ConfigException, IOException {
    List<String> header = header(file, content);
    var missing = new ArrayList<>(names);
    missing.removeAll(header);
    if (!missing.isEmpty() || new HashSet<>(header).size() != header.size()) {
      throw new ConfigException(
          ("stream %s has the columns %s, which the file %s does not have, or has a column twice in"
                  + " it: rename or remove the file, so that a new one is begun; or sync with"
                  + " overwrite; or write JSON lines")
              .formatted(stream, missing, file));
    }
    return new CsvColumns(stream, header);
  }

  /** The header as it is written. */
  byte[] header() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var csv = writer(bytes)) {
      csv.writeRecord(names);
    }
    return bytes.toByteArray();
  }

  /** A text without characters is quoted, which tells it from null. */
  static CsvWriter writer(OutputStream out) {
    // Reports what cannot be encoded; by default there would be a question mark.
    CharsetEncoder encoder = UTF_8.newEncoder();
    return CsvWriter.builder()
        .quoteStrategy(QuoteStrategies.EMPTY)
        .lineDelimiter(LineDelimiter.LF)
        .build(new OutputStreamWriter(out, encoder));
  }

  private List<String> header(String file, InputStream content)
      throws ConfigException, IOException {
    try (var csv = CsvReader.builder().detectBomHeader(true).ofCsvRecord(content, UTF_8)) {
      Iterator<CsvRecord> rows = csv.iterator();
      return rows.hasNext() ? rows.next().getFields() : names;
    } catch (CsvParseException e) {
      throw new ConfigException(
          "the file %s begins with no CSV header: rename or remove it".formatted(file));
    }
  }
}
