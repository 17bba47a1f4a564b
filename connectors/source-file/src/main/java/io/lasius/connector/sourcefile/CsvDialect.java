package io.lasius.connector.sourcefile;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.lasius.sdk.ConfigException;

/**
 * How rows and fields are told apart.
 *
 * @param quote {@link #NO_QUOTE} where quotes are characters like any other
 * @param header whether the first row names the columns
 */
record CsvDialect(char delimiter, char quote, boolean header) {
  /** A code point that never is a character. */
  static final char NO_QUOTE = '\uFFFF';

  /** Longest field, in characters: what a line of the protocol can hold. */
  private static final int MAX_FIELD = 64 << 20;

  static CsvDialect of(String delimiter, String quote, HeaderSetting header)
      throws ConfigException {
    char delimits = delimiter.equals("\\t") ? '\t' : single("delimiter", delimiter);
    char quotes = quote.isEmpty() ? NO_QUOTE : single("quote", quote);
    if (delimits == quotes) {
      throw new ConfigException("delimiter and quote are the same character: change one of them");
    }
    return new CsvDialect(delimits, quotes, header == HeaderSetting.FIRST_ROW);
  }

  CsvReaderBuilder reader() {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .quoteCharacter(quote)
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(MAX_FIELD);
  }

  private static char single(String setting, String text) throws ConfigException {
    if (text.length() != 1 || text.equals("\n") || text.equals("\r")) {
      throw new ConfigException(
          "%s is '%s', but must be one character, and no line break".formatted(setting, text));
    }
    return text.charAt(0);
  }
}
