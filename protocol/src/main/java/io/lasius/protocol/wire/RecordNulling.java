package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.RecordChange;
import io.lasius.protocol.message.RecordChange.Change;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes values of a record null, and says so in its {@code meta.changes}; all other bytes stay as
 * they are. Reads the line once more, so it is not meant for every record.
 */
public final class RecordNulling {
  private static final JsonPointer DATA = JsonPointer.compile("/data");
  private static final JsonPointer META = JsonPointer.compile("/meta");
  private static final JsonPointer CHANGES = JsonPointer.compile("/meta/changes");

  private final byte[] line;
  private final Splice splice;
  private final Set<JsonPointer> wanted = new HashSet<>();
  private final Set<String> nulled = new LinkedHashSet<>();
  private final int recordStart;
  private final int recordEnd;
  private final int dataStart;
  private int metaStart = -1;
  private int metaEnd;
  private int changesStart = -1;
  private int changesEnd;

  private RecordNulling(RecordLine record, Collection<String> pointers) {
    line = new byte[record.length()];
    record.line().get(line);
    splice = new Splice(line, 0, line.length);
    recordStart = record.spans().record.start - record.start();
    recordEnd = record.spans().record.end - record.start();
    dataStart = record.spans().data.start - record.start();
    for (String pointer : pointers) {
      if (!pointer.isEmpty()) {
        wanted.add(DATA.append(JsonPointer.compile(pointer)));
      }
    }
  }

  /**
   * A copy of a record in which values are null.
   *
   * @param pointers JSON pointers within the data; the empty one, and one that names no value, are
   *     left out
   * @param reason a constant of the protocol, such as {@code PLATFORM_SERIALIZATION_ERROR}
   * @return the record itself where none of the pointers names a value
   */
  public static RecordLine apply(RecordLine record, Collection<String> pointers, String reason)
      throws IOException {
    var nulling = new RecordNulling(record, pointers);
    nulling.scan();
    return nulling.nulled.isEmpty() ? record : nulling.changed(record, reason);
  }

  private void scan() throws IOException {
    try (JsonParser parser =
        Json.mapper().createParser(line, recordStart, recordEnd - recordStart)) {
      parser.nextToken();
      while (parser.nextToken() != null) {
        JsonToken kind = parser.currentToken();
        if (kind != JsonToken.FIELD_NAME && !kind.isStructEnd()) {
          value(parser, parser.getParsingContext());
        }
      }
    }
  }

  private void value(JsonParser parser, JsonStreamContext context) throws IOException {
    boolean container = parser.currentToken().isStructStart();
    JsonPointer at = (container ? context.getParent() : context).pathAsPointer();
    int start = offset(parser.currentTokenLocation());
    // Of a key that comes twice the last value counts.
    if (at.equals(DATA) && start != dataStart) {
      parser.skipChildren();
    } else if (wanted.contains(at)) {
      splice.replace(start, end(parser), "null".getBytes(UTF_8));
      nulled.add(field(at));
    } else if (at.equals(META)) {
      metaStart = start;
      metaEnd = parser.currentToken() == JsonToken.START_OBJECT ? start + 1 : end(parser);
      changesStart = -1;
    } else if (at.equals(CHANGES)) {
      changesStart = start;
      changesEnd = end(parser);
    }
  }

  private int end(JsonParser parser) throws IOException {
    parser.skipChildren();
    parser.finishToken();
    return offset(parser.currentLocation());
  }

  private int offset(JsonLocation location) {
    return recordStart + Math.toIntExact(location.getByteOffset());
  }

  /** As in: address.lines.0. */
  private static String field(JsonPointer at) {
    var names = new ArrayList<String>();
    for (JsonPointer rest = at; !rest.matches(); rest = rest.tail()) {
      names.add(rest.getMatchingProperty());
    }
    return String.join(".", names.subList(1, names.size()));
  }

  private RecordLine changed(RecordLine record, String reason) throws IOException {
    spliceChanges(entries(reason));
    var bytes = new ByteArrayOutputStream(line.length + 200);
    splice.writeTo(bytes::write);
    byte[] whole = bytes.toByteArray();
    var scanner = new LineScanner();
    if (!scanner.scan(whole, 0, whole.length)) {
      throw new IllegalStateException("a record is no JSON any more: " + scanner.fault());
    }
    return new RecordLine(scanner).view(whole, 0, whole.length, record.number(), record.stream());
  }

  private String entries(String reason) {
    List<RecordChange> changes =
        nulled.stream()
            .map(field -> new RecordChange(field, Change.NULLED, reason, Map.of()))
            .toList();
    String list = Json.write(Json.mapper().valueToTree(changes));
    return list.substring(1, list.length() - 1);
  }

  private void spliceChanges(String entries) {
    if (changesStart >= 0 && line[changesStart] == '[') {
      insertFirst(changesStart, entries);
    } else if (changesStart >= 0) {
      splice.replace(changesStart, changesEnd, ("[" + entries + "]").getBytes(UTF_8));
    } else if (metaStart >= 0 && line[metaStart] == '{') {
      insertFirst(metaStart, "\"changes\":[" + entries + "]");
    } else if (metaStart >= 0) {
      splice.replace(metaStart, metaEnd, ("{\"changes\":[" + entries + "]}").getBytes(UTF_8));
    } else {
      insertFirst(recordStart, "\"meta\":{\"changes\":[" + entries + "]}");
    }
  }

  /** Puts something first into an object or array. */
  private void insertFirst(int container, String text) {
    int next = container + 1;
    while (line[next] <= ' ') {
      next++;
    }
    boolean empty = line[next] == '}' || line[next] == ']';
    splice.replace(container + 1, container + 1, (empty ? text : text + ",").getBytes(UTF_8));
  }
}
