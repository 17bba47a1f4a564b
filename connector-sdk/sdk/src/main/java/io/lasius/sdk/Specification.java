package io.lasius.sdk;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.sdk.config.ConfigSchema;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Writes the answer to spec straight from the connector's class, without the machinery that binds
 * JSON to types: loading that would take longer than all the rest.
 */
final class Specification {
  private Specification() {}

  /** The whole message as one line. */
  static LineBytes of(Connector<?> connector) throws IOException {
    var line = new LineBytes();
    try (JsonGenerator out = Generators.on(line)) {
      out.writeStartObject();
      out.writeStringField("type", "SPEC");
      out.writeObjectFieldStart("spec");
      String documentation = connector.documentationUrl();
      if (documentation != null) {
        out.writeStringField("documentationUrl", documentation);
      }
      out.writeFieldName("connectionSpecification");
      ConfigSchema.write(out, connector.configType());
      switch (connector) {
        case Source<?> _ -> {}
        case Destination<?> destination -> writeModes(out, destination.syncModes());
      }
      out.writeEndObject();
      out.writeEndObject();
    }
    return line;
  }

  private static void writeModes(JsonGenerator out, Set<DestinationSyncMode> modes)
      throws IOException {
    out.writeBooleanField("supportsIncremental", true);
    out.writeArrayFieldStart("supported_destination_sync_modes");
    for (DestinationSyncMode mode : EnumSet.copyOf(modes)) {
      out.writeString(mode.name().toLowerCase(Locale.ROOT));
    }
    out.writeEndArray();
  }
}
