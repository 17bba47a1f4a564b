package io.lasius.server.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.secret.SchemaPlace.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where a specification says {@code airbyte_secret}: in nested objects, in arrays, and in every
 * option of a choice, whichever was chosen. In doubt a value is a secret.
 */
public final class SecretFields {
  /** Deeper than this a schema only repeats itself. */
  private static final int MAX_DEPTH = 24;

  private final SchemaPlace root;

  private SecretFields(SchemaPlace root) {
    this.root = root;
  }

  /**
   * Of a specification.
   *
   * @param connectionSpecification the JSON Schema of the configuration
   */
  public static SecretFields of(JsonNode connectionSpecification) {
    return new SecretFields(SchemaPlace.root(connectionSpecification));
  }

  /**
   * Paths of all secrets, with dots between names, {@code []} for the items of an array and {@code
   * *} for properties that the schema does not name. For people, and for tests.
   */
  public SortedSet<String> paths() {
    var paths = new TreeSet<String>();
    collect(List.of(root), "", paths);
    return Collections.unmodifiableSortedSet(paths);
  }

  /** The place of the whole configuration. */
  SchemaPlace root() {
    return root;
  }

  /** Whether a value at a place is to be kept as a secret: nothing is hidden where nothing is. */
  static boolean isSecret(SchemaPlace place, JsonNode value) {
    return place.isSecret()
        && !value.isNull()
        && !(value.isTextual() && value.textValue().isEmpty());
  }

  private static void collect(List<SchemaPlace> way, String path, SortedSet<String> paths) {
    SchemaPlace place = way.getLast();
    if (place.isSecret()) {
      paths.add(path);
      return;
    }
    boolean repeatsItself =
        way.subList(0, way.size() - 1).stream().anyMatch(place::hasTheSchemasOf);
    if (repeatsItself || way.size() > MAX_DEPTH) {
      return;
    }
    for (Step step : place.steps()) {
      String below =
          switch (step) {
            case Step.Items _ -> path + "[]";
            case Step.Property(String name) -> path.isEmpty() ? name : path + "." + name;
            case Step.Others _ -> path.isEmpty() ? "*" : path + ".*";
          };
      var further = new ArrayList<>(way);
      further.add(place.at(step));
      collect(further, below, paths);
    }
  }
}
