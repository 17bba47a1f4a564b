package io.lasius.sdk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.io.OutputStream;

/** Makes generators that write one value after the other, with nothing between. */
final class Generators {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .rootValueSeparator((String) null)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Json.MAX_DEPTH).build())
          .build();

  private Generators() {}

  static JsonGenerator on(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out);
  }
}
