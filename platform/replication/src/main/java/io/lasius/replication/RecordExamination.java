package io.lasius.replication;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.schema.JsonSchema;
import io.lasius.protocol.schema.MalformedSchemaException;
import io.lasius.protocol.schema.SchemaViolation;
import io.lasius.protocol.wire.RecordLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at records for what the connection's rules ask. Belongs to the thread that carries them.
 */
final class RecordExamination {
  private static final int MAX_SHOWN = 3;

  private final RecordChecks checks;
  private final Map<StreamDescriptor, Conformance> schemas = new HashMap<>();

  /** Says what of a record breaks its stream's schema; null where nothing does. */
  private interface Conformance {
    @Nullable RecordFault faultOf(ByteBuffer data) throws IOException;
  }

  RecordExamination(RecordChecks checks, ConfiguredCatalog catalog) {
    this.checks = checks;
    if (checks.looksAt(Rejection.SCHEMA)) {
      for (ConfiguredStream stream : catalog.streams()) {
        schemas.put(stream.descriptor(), conformance(stream));
      }
    }
  }

  private static Conformance conformance(ConfiguredStream stream) {
    try {
      var schema = JsonSchema.of(stream.stream().jsonSchema());
      return data -> violation(schema, data);
    } catch (MalformedSchemaException e) {
      var fault =
          new RecordFault(
              Rejection.SCHEMA, "its stream's schema cannot be used: " + e.getMessage(), List.of());
      return _ -> fault;
    }
  }

  /** Whether there is anything to look for. */
  boolean looks() {
    return checks.looksAt(Rejection.SIZE)
        || checks.looksAt(Rejection.VALUE)
        || checks.looksAt(Rejection.SCHEMA);
  }

  /** All that is wrong with a record. */
  List<RecordFault> faults(RecordLine row) throws IOException {
    var faults = new ArrayList<RecordFault>(0);
    if (checks.looksAt(Rejection.SIZE) && row.length() > checks.maxRecordBytes()) {
      faults.add(
          new RecordFault(
              Rejection.SIZE,
              "it has %d bytes, but at most %d are allowed"
                  .formatted(row.length(), checks.maxRecordBytes()),
              List.of()));
    }
    ByteBuffer data = row.data();
    if (checks.looksAt(Rejection.VALUE) && isUncommon(data)) {
      List<String> pointers = UncommonValues.pointers(data);
      faults.add(
          new RecordFault(
              Rejection.VALUE,
              "it holds what common destinations drop or bend: " + shown(pointers),
              pointers));
    }
    Conformance schema = schemas.get(row.stream());
    RecordFault broken = schema == null ? null : schema.faultOf(data);
    if (broken != null) {
      faults.add(broken);
    }
    return faults;
  }

  private static boolean isUncommon(ByteBuffer data) {
    int start = data.arrayOffset() + data.position();
    return UncommonValues.any(data.array(), start, start + data.remaining());
  }

  private static @Nullable RecordFault violation(JsonSchema schema, ByteBuffer data)
      throws IOException {
    List<SchemaViolation> violations;
    try {
      violations =
          schema.validate(
              Json.mapper()
                  .readTree(data.array(), data.arrayOffset() + data.position(), data.remaining()));
    } catch (JsonProcessingException e) {
      violations = List.of(new SchemaViolation("", "cannot be read: " + e.getOriginalMessage()));
    }
    return violations.isEmpty()
        ? null
        : new RecordFault(
            Rejection.SCHEMA,
            shown(violations.stream().map(SchemaViolation::text).toList()),
            violations.stream().map(SchemaViolation::path).toList());
  }

  private static String shown(List<String> all) {
    String shown = String.join("; ", all.subList(0, Math.min(all.size(), MAX_SHOWN)));
    return all.size() > MAX_SHOWN
        ? "%s; and %d more".formatted(shown, all.size() - MAX_SHOWN)
        : shown;
  }
}
