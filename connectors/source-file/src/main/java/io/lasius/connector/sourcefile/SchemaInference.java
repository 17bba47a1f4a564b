package io.lasius.connector.sourcefile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.ConfigException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the columns of files and the type of each, from all rows or the first of each file. */
final class SchemaInference {
  private final FileFormat format;
  private final long rowLimit;
  private final Map<String, @Nullable ValueType> columns = new LinkedHashMap<>();

  /**
   * An inference without rows.
   *
   * @param rowLimit rows to look at in each file; 0 means all
   */
  SchemaInference(FileFormat format, long rowLimit) {
    this.format = format;
    this.rowLimit = rowLimit;
  }

  /** The JSON Schema of a record that stands in any of the files. */
  static ObjectNode of(List<DataFile> files, FileFormat format, long rowLimit)
      throws ConfigException, IOException, InterruptedException {
    var inference = new SchemaInference(format, rowLimit);
    for (DataFile file : files) {
      try (var open = OpenFile.open(file, format)) {
        inference.see(open);
      }
    }
    return inference.schema();
  }

  private void see(OpenFile file) throws ConfigException, IOException, InterruptedException {
    Rows rows = file.rows();
    rows.header().forEach(name -> columns.putIfAbsent(name, null));
    for (long seen = 0; (rowLimit == 0 || seen < rowLimit) && file.next(); seen++) {
      for (int i = 0; i < rows.size(); i++) {
        see(rows, i);
      }
    }
  }

  private void see(Rows rows, int field) {
    String name = rows.name(field);
    ValueType known = columns.get(name);
    if (known == format.mixed()) {
      return;
    }
    if (rows.isNull(field) || rows.isEmpty(field)) {
      columns.putIfAbsent(name, null);
      return;
    }
    ValueType seen = rows.typeOf(field);
    columns.put(name, known == null ? seen : known.or(seen, format.mixed()));
  }

  private ObjectNode schema() {
    ObjectNode schema = Json.mapper().createObjectNode();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    columns.forEach(
        (name, type) -> properties.set(name, (type == null ? ValueType.STRING : type).schema()));
    return schema;
  }
}
