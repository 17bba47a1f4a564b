package io.lasius.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first records of a stream, cut to what is shown of them. */
final class RecordSample {
  private static final int MAX_CELL = 32;
  private static final int GAP = 2;

  private final int limit;
  private final Set<String> fields = new LinkedHashSet<>();
  private final List<Map<String, String>> rows = new ArrayList<>();

  RecordSample(int limit) {
    this.limit = limit;
  }

  /** Whether another record would be left out. */
  boolean full() {
    return rows.size() >= limit;
  }

  int size() {
    return rows.size();
  }

  void add(JsonNode data) {
    var row = new HashMap<String, String>();
    for (var field : data.properties()) {
      fields.add(field.getKey());
      row.put(field.getKey(), cell(field.getValue()));
    }
    rows.add(row);
  }

  /** As many fields as the width has room for; the names of the others follow. */
  String text(int width) {
    var shown = new ArrayList<String>();
    var hidden = new ArrayList<String>();
    var used = 0;
    for (var field : fields) {
      used += widthOf(field) + GAP;
      if (hidden.isEmpty() && (shown.isEmpty() || used <= width)) {
        shown.add(field);
      } else {
        hidden.add(TextTable.printable(field));
      }
    }
    var table = new TextTable(shown);
    for (var row : rows) {
      table.row(shown.stream().map(field -> row.getOrDefault(field, "")).toList());
    }
    return hidden.isEmpty()
        ? table.text(width)
        : table.text(width) + "more fields: " + String.join(", ", hidden) + "\n";
  }

  private int widthOf(String field) {
    var longest = field.length();
    for (var row : rows) {
      longest = Math.max(longest, row.getOrDefault(field, "").length());
    }
    return longest;
  }

  private static String cell(JsonNode value) {
    var text = TextTable.printable(value.isTextual() ? value.textValue() : Json.write(value));
    return text.length() <= MAX_CELL ? text : text.substring(0, MAX_CELL - 1) + "…";
  }
}
