package io.lasius.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/** Reads the texts of bodies, but none with a null character, which PostgreSQL cannot hold. */
final class EdgeText extends StdScalarDeserializer<String> {
  private static final long serialVersionUID = 1;

  EdgeText() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    var text = StringDeserializer.instance.deserialize(parser, context);
    return text.indexOf(0) < 0
        ? text
        : context.reportInputMismatch(this, "a text has no null character");
  }
}
