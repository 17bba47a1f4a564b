package io.lasius.connector.sourcefile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.message.RecordChange;
import io.lasius.sdk.ConfigException;
import io.lasius.sdk.RecordBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The present row as a record: columns of the schema, each value of its column's type. */
final class RowRecord implements RecordBody {
  private record Column(SerializableString name, ValueType type) {}

  private final Map<String, Column> columns = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final Misfit misfit;
  private final DataFile file;
  private final Rows rows;
  private final Set<Integer> nulled = new HashSet<>();
  private final List<RecordChange> changes = new ArrayList<>();
  private final Set<String> leftOut = new HashSet<>();

  RowRecord(JsonNode schema, Misfit misfit, DataFile file, Rows rows) {
    for (var property : schema.path("properties").properties()) {
      names.add(property.getKey());
      columns.put(
          property.getKey(),
          new Column(new SerializedString(property.getKey()), ValueType.of(property.getValue())));
    }
    this.misfit = misfit;
    this.file = file;
    this.rows = rows;
  }

  /**
   * Looks at the present row.
   *
   * @return what had to be made null
   * @throws ConfigException where something does not fit, and that is to fail
   */
  List<RecordChange> check() throws ConfigException {
    nulled.clear();
    changes.clear();
    RowProblem problem = rows.problem();
    if (problem != null) {
      if (misfit == Misfit.FAIL) {
        throw failure("", problem.description());
      }
      (problem.lost().isEmpty() ? names : problem.lost()).forEach(this::lost);
    }
    for (int i = 0; i < rows.size(); i++) {
      check(i);
    }
    return changes;
  }

  @Override
  public void writeFields(JsonGenerator data) throws IOException {
    for (int i = 0; i < rows.size(); i++) {
      Column column = columns.get(rows.name(i));
      if (column == null) {
        continue;
      }
      data.writeFieldName(column.name());
      if (rows.isNull(i) || nulled.contains(i)) {
        data.writeNull();
      } else {
        rows.write(i, column.type(), data);
      }
    }
  }

  /** Columns of the file that the schema does not have, so that records are without them. */
  Set<String> leftOut() {
    return leftOut;
  }

  private void check(int field) throws ConfigException {
    Column column = columns.get(rows.name(field));
    if (column == null) {
      leftOut.add(rows.name(field));
      return;
    }
    if (rows.isNull(field) || rows.fits(field, column.type())) {
      return;
    }
    if (rows.isEmpty(field)) {
      nulled.add(field);
      return;
    }
    if (misfit == Misfit.FAIL) {
      throw failure(
          ", column %s,".formatted(rows.name(field)),
          "holds %s where the schema has %s"
              .formatted(rows.typeOf(field).describe(), column.type().describe()));
    }
    nulled.add(field);
    lost(rows.name(field));
  }

  private void lost(String name) {
    changes.add(
        new RecordChange(name, RecordChange.Change.NULLED, "SOURCE_SERIALIZATION_ERROR", Map.of()));
  }

  private ConfigException failure(String where, String what) {
    return new ConfigException(
        ("the file %s, line %d%s %s: correct the file, refresh the schema, or set 'on misfit' to"
                + " null such values")
            .formatted(file.name(), rows.line(), where, what));
  }
}
