package io.lasius.replication.mapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The paths of a selection as a tree: a field is selected whole, or in part by its own fields. */
final class FieldTree {
  private final Map<String, FieldTree> fields = new LinkedHashMap<>();
  private boolean whole;

  static FieldTree of(FieldSelection selection) {
    var root = new FieldTree();
    for (List<String> path : selection.paths()) {
      FieldTree at = root;
      for (String name : path) {
        at = at.fields.computeIfAbsent(name, _ -> new FieldTree());
      }
      at.whole = true;
    }
    return root;
  }

  /** Whether all in it is selected. */
  boolean isWhole() {
    return whole;
  }

  Map<String, FieldTree> fields() {
    return fields;
  }

  @Nullable FieldTree field(String name) {
    return fields.get(name);
  }

  /** Whether the field at the end of the path is selected, with all in it. */
  boolean covers(List<String> path) {
    FieldTree at = this;
    for (String name : path) {
      at = at.field(name);
      if (at == null || at.whole) {
        return at != null;
      }
    }
    return false;
  }
}
