package io.lasius.connector.destinationpostgres;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;

/**
 * Values of JSON as the text of a column. A value is taken where it says the same in the column's
 * type: a text that is a number goes into a column of numbers, any value into one of texts.
 */
final class ValueEncoder {
  /** The database's own reader of JSON ends at some thousands. */
  private static final int MAX_DEPTH = 1_000;

  private ValueEncoder() {}

  /**
   * Writes the value at which the parser stands, which is not null, and leaves the parser at its
   * end. What is written is of use only where it fits.
   *
   * @param line what the parser reads
   * @param offset where in it the parser began
   */
  static Fit encode(JsonParser parser, byte[] line, int offset, ColumnType type, CopyText out)
      throws IOException {
    JsonToken token = parser.currentToken();
    return switch (type) {
      case JSONB -> json(parser, line, offset, out);
      case TEXT -> {
        if (token == JsonToken.VALUE_STRING) {
          yield out.escaped(parser.getText()) ? Fit.WHOLE : Fit.UNSTORABLE;
        }
        yield raw(parser, line, offset, out);
      }
      case BIGINT, NUMERIC, BOOLEAN, DATE, TIME, TIME_WITH_ZONE, TIMESTAMP, TIMESTAMP_WITH_ZONE -> {
        if (token.isStructStart()) {
          parser.skipChildren();
          yield Fit.WRONG_TYPE;
        }
        yield scalar(token, parser.getText(), type, out);
      }
    };
  }

  private static Fit scalar(JsonToken token, String text, ColumnType type, CopyText out) {
    boolean isText = token == JsonToken.VALUE_STRING;
    boolean isNumber = token.isNumeric() || (isText && Numbers.isNumber(text));
    return switch (type) {
      case BIGINT -> isNumber ? Numbers.bigint(text, out) : Fit.WRONG_TYPE;
      case NUMERIC -> isNumber ? Numbers.numeric(text, out) : Fit.WRONG_TYPE;
      case BOOLEAN -> bool(text, out);
      case DATE -> isText ? DateTimes.date(text, out) : Fit.WRONG_TYPE;
      case TIME -> isText ? DateTimes.time(text, false, out) : Fit.WRONG_TYPE;
      case TIME_WITH_ZONE -> isText ? DateTimes.time(text, true, out) : Fit.WRONG_TYPE;
      case TIMESTAMP -> isText ? DateTimes.timestamp(text, false, out) : Fit.WRONG_TYPE;
      case TIMESTAMP_WITH_ZONE -> isText ? DateTimes.timestamp(text, true, out) : Fit.WRONG_TYPE;
      case TEXT, JSONB -> throw new IllegalArgumentException(type + " takes more than scalars");
    };
  }

  private static Fit bool(String text, CopyText out) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> {
        out.raw('t');
        yield Fit.WHOLE;
      }
      case "false" -> {
        out.raw('f');
        yield Fit.WHOLE;
      }
      default -> Fit.WRONG_TYPE;
    };
  }

  /** The value's own bytes, where the database can hold all that is in it. */
  static Fit json(JsonParser parser, byte[] line, int offset, CopyText out) throws IOException {
    int start = offset + (int) parser.currentTokenLocation().getByteOffset();
    Fit fit = walk(parser);
    if (fit == Fit.WHOLE) {
      int end = offset + (int) parser.currentLocation().getByteOffset();
      out.escaped(line, start, end - start);
    }
    return fit;
  }

  private static Fit raw(JsonParser parser, byte[] line, int offset, CopyText out)
      throws IOException {
    if (!parser.currentToken().isStructStart()) {
      out.raw(parser.getText());
      return Fit.WHOLE;
    }
    int start = offset + (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int end = offset + (int) parser.currentLocation().getByteOffset();
    out.escaped(line, start, end - start);
    return Fit.WHOLE;
  }

  /** Goes to the end of the value, whatever is in it. */
  private static Fit walk(JsonParser parser) throws IOException {
    int depth = 0;
    Fit fit = Fit.WHOLE;
    while (true) {
      JsonToken token = parser.currentToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth > MAX_DEPTH) {
        fit = Fit.OUT_OF_RANGE;
      } else if (fit == Fit.WHOLE) {
        fit = inJson(token, parser);
      }
      if (depth == 0) {
        // A text is read no further than its beginning before somebody asks for it.
        parser.finishToken();
        return fit;
      }
      parser.nextToken();
    }
  }

  private static Fit inJson(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case FIELD_NAME, VALUE_STRING ->
          CopyText.isStorable(parser.getText()) ? Fit.WHOLE : Fit.UNSTORABLE;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          Numbers.isInRange(parser.getText()) ? Fit.WHOLE : Fit.OUT_OF_RANGE;
      default -> Fit.WHOLE;
    };
  }
}
