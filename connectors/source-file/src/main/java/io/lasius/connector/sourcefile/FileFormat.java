package io.lasius.connector.sourcefile;

import io.lasius.sdk.ConfigException;
import io.lasius.sdk.config.Choice;
import io.lasius.sdk.config.OneOf;
import io.lasius.sdk.config.Setting;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;

/** How the files are written. A file may be compressed with gzip; that is seen, not set. */
@OneOf("type")
sealed interface FileFormat {
  /** The type of a column whose values are of several. */
  ValueType mixed();

  /** Name of the encoding. */
  String encoding();

  Rows rows(Reader reader) throws ConfigException, IOException;

  /**
   * The encoding.
   *
   * @throws ConfigException where there is no such encoding
   */
  default Charset charset() throws ConfigException {
    try {
      return Charset.forName(encoding());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          "there is no encoding '%s': give a name such as UTF-8 or windows-1252"
              .formatted(encoding()),
          e);
    }
  }

  /** Comma-separated values. */
  @Choice(value = "csv", title = "CSV")
  record Csv(
      @Setting(
              title = "Delimiter",
              description = "One character between two fields; \\t for a tabulator.",
              defaultValue = "\",\"")
          String delimiter,
      @Setting(
              title = "Quote",
              description = "One character around fields; empty: quotes mean nothing.",
              defaultValue = "\"\\\"\"")
          String quote,
      @Setting(
              title = "Header",
              description = "What names the columns.",
              defaultValue = "first_row")
          HeaderSetting header,
      @Setting(
              title = "Encoding",
              description = "Of the text. A byte order mark is seen and left out.",
              defaultValue = "UTF-8",
              examples = {"UTF-8", "windows-1252", "UTF-16"})
          String encoding)
      implements FileFormat {
    @Override
    public ValueType mixed() {
      return ValueType.STRING;
    }

    @Override
    public Rows rows(Reader reader) throws ConfigException, IOException {
      return new CsvRows(CsvDialect.of(delimiter, quote, header), reader);
    }
  }

  /** Tab-separated values. */
  @Choice(value = "tsv", title = "TSV")
  record Tsv(
      @Setting(
              title = "Quote",
              description = "One character around fields; empty: quotes mean nothing.",
              defaultValue = "\"\\\"\"")
          String quote,
      @Setting(
              title = "Header",
              description = "What names the columns.",
              defaultValue = "first_row")
          HeaderSetting header,
      @Setting(
              title = "Encoding",
              description = "Of the text. A byte order mark is seen and left out.",
              defaultValue = "UTF-8",
              examples = {"UTF-8", "windows-1252", "UTF-16"})
          String encoding)
      implements FileFormat {
    @Override
    public ValueType mixed() {
      return ValueType.STRING;
    }

    @Override
    public Rows rows(Reader reader) throws ConfigException, IOException {
      return new CsvRows(CsvDialect.of("\t", quote, header), reader);
    }
  }

  /** One JSON object a line. */
  @Choice(value = "jsonl", title = "JSON lines")
  record JsonLines(
      @Setting(
              title = "Encoding",
              description = "Of the text. A byte order mark is seen and left out.",
              defaultValue = "UTF-8")
          String encoding)
      implements FileFormat {
    @Override
    public ValueType mixed() {
      return ValueType.ANY;
    }

    @Override
    public Rows rows(Reader reader) {
      return new JsonRows(reader);
    }
  }
}
