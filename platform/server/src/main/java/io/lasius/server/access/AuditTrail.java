package io.lasius.server.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one request changes: of which object which fields. It knows no values, which may be secrets.
 * Used by the thread of the request.
 */
public final class AuditTrail {
  private static final int MOST_FIELDS = 200;
  private static final int MAX_ID = 64;

  private final Set<String> changedFields = new LinkedHashSet<>();
  private @Nullable UUID workspaceId;
  private @Nullable String objectId;

  AuditTrail() {}

  /** In which workspace. */
  public void in(UUID workspace) {
    workspaceId = workspace;
  }

  /** On which object; whatever stands in a path, right or wrong. */
  public void on(Object id) {
    var text = id.toString();
    objectId = text.substring(0, Math.min(text.length(), MAX_ID));
  }

  /**
   * What became of the object. Members and elements that differ are told by their JSON pointers.
   *
   * @param before a record or a tree
   * @param after the same afterwards
   */
  public void changed(Object before, Object after) {
    compare("", Json.mapper().valueToTree(before), Json.mapper().valueToTree(after));
  }

  /**
   * The same where a field's values are not to be held against each other.
   *
   * @param field JSON pointer
   */
  public void changed(String field) {
    changedFields.add(field);
  }

  @Nullable UUID workspaceId() {
    return workspaceId;
  }

  @Nullable String objectId() {
    return objectId;
  }

  List<String> changedFields() {
    return List.copyOf(changedFields);
  }

  private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (Objects.equals(before, after) || changedFields.size() >= MOST_FIELDS) {
      return;
    }
    if (before != null && after != null && before.isObject() && after.isObject()) {
      var names = new LinkedHashSet<String>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> compare(path + "/" + escape(name), before.get(name), after.get(name)));
      return;
    }
    if (before != null && after != null && before.isArray() && after.isArray()) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        compare(path + "/" + i, before.get(i), after.get(i));
      }
      return;
    }
    changedFields.add(path);
  }

  /** As in a JSON pointer. */
  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
