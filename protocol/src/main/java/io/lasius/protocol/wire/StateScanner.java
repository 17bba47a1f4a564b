package io.lasius.protocol.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.wire.LineScanner.Span;
import java.io.IOException;

/** Finds where the number of a state stands, or would stand, in a line that the codec wrote. */
final class StateScanner {
  private final Span id = new Span();
  private int firstMember;
  private boolean empty = true;

  StateScanner(byte[] line) throws IOException {
    try (JsonParser parser = Json.mapper().createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean state = parser.currentName().equals("state");
        parser.nextToken();
        if (state) {
          scanState(parser);
          return;
        }
        parser.skipChildren();
      }
    }
    throw new ProtocolException("the line holds no state");
  }

  private void scanState(JsonParser parser) throws IOException {
    firstMember = offset(parser) + 1;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      empty = false;
      boolean number = parser.currentName().equals("id");
      parser.nextToken();
      int start = offset(parser);
      parser.skipChildren();
      if (number) {
        parser.finishToken();
        id.start = start;
        id.end = Math.toIntExact(parser.currentLocation().getByteOffset());
      }
    }
  }

  private static int offset(JsonParser parser) {
    return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
  }

  Span id() {
    return id;
  }

  /** Whether the state has no member at all. */
  boolean isEmpty() {
    return empty;
  }

  /** Where the first member of the state stands. */
  int firstMember() {
    return firstMember;
  }
}
