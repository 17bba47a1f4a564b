package io.lasius.connector.sourcefile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.lasius.protocol.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a file of JSON lines. Blank lines are no rows. */
final class JsonRows implements Rows {
  private record Field(String name, int start, int end, @Nullable ValueType type) {}

  private final JsonFactory json = Json.mapper().getFactory();
  private final BufferedReader reader;
  private final List<Field> fields = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private String text = "";
  private long line;
  private @Nullable RowProblem problem;

  JsonRows(Reader reader) {
    this.reader = new BufferedReader(reader, 1 << 16);
  }

  @Override
  public List<String> header() {
    return List.of();
  }

  @Override
  public boolean next() throws IOException {
    fields.clear();
    names.clear();
    problem = null;
    do {
      String next = reader.readLine();
      if (next == null) {
        return false;
      }
      text = next;
      line++;
    } while (text.isBlank());
    String wrong = parse();
    if (wrong != null) {
      fields.clear();
      problem = new RowProblem(wrong, List.of());
    }
    return true;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public @Nullable RowProblem problem() {
    return problem;
  }

  @Override
  public int size() {
    return fields.size();
  }

  @Override
  public String name(int field) {
    return fields.get(field).name();
  }

  @Override
  public boolean isNull(int field) {
    return fields.get(field).type() == null;
  }

  /** JSON has a null of its own. */
  @Override
  public boolean isEmpty(int field) {
    return false;
  }

  @Override
  public ValueType typeOf(int field) {
    ValueType type = fields.get(field).type();
    return type == null ? ValueType.ANY : type;
  }

  @Override
  public boolean fits(int field, ValueType type) {
    ValueType own = typeOf(field);
    return switch (type) {
      case ANY -> true;
      case NUMBER -> own == ValueType.NUMBER || own == ValueType.INTEGER;
      case DATE, TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_WITHOUT_TIMEZONE -> own == ValueType.STRING;
      case INTEGER, BOOLEAN, STRING, OBJECT, ARRAY -> own == type;
    };
  }

  /** As it stands in the file. */
  @Override
  public void write(int field, ValueType type, JsonGenerator out) throws IOException {
    Field own = fields.get(field);
    out.writeRawValue(text, own.start(), own.end() - own.start());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** What is wrong with the line, or null. */
  private @Nullable String parse() throws IOException {
    try (JsonParser parser = json.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "is no JSON object";
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (!names.add(parser.currentName())) {
          return "names a field twice";
        }
        fields.add(field(parser, parser.currentName()));
      }
      return parser.nextToken() == null ? null : "goes on after its JSON object";
    } catch (JsonProcessingException e) {
      return "is no JSON";
    }
  }

  private static Field field(JsonParser parser, String name) throws IOException {
    JsonToken token = parser.nextToken();
    int start = (int) parser.currentTokenLocation().getCharOffset();
    ValueType type = type(token, parser);
    parser.skipChildren();
    parser.finishToken();
    return new Field(name, start, (int) parser.currentLocation().getCharOffset(), type);
  }

  private static @Nullable ValueType type(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? ValueType.NUMBER
              : ValueType.INTEGER;
      case VALUE_NUMBER_FLOAT -> ValueType.NUMBER;
      case VALUE_TRUE, VALUE_FALSE -> ValueType.BOOLEAN;
      case VALUE_STRING -> ValueType.STRING;
      case START_OBJECT -> ValueType.OBJECT;
      case START_ARRAY -> ValueType.ARRAY;
      default -> null;
    };
  }
}
