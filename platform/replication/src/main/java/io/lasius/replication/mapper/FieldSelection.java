package io.lasius.replication.mapper;

import java.util.HashSet;
import java.util.List;

/**
 * The fields that reach the destination; no other does, whether the stream's schema knows it or
 * not.
 *
 * <p>A path of more than one name selects within an object, and within each object of an array.
 * Where the path goes on and the value is neither object, array nor null, it has no such field and
 * becomes null.
 *
 * @param paths at least one; each the names from the top of the record down to the field. One that
 *     leads to an object selects all in it
 */
public record FieldSelection(List<List<String>> paths) {
  private static final int MAX_NAMES = 100;

  public FieldSelection {
    if (paths == null || paths.isEmpty()) {
      throw new InvalidMappingException("a selection of fields names none");
    }
    paths = paths.stream().map(List::copyOf).toList();
    var seen = new HashSet<List<String>>();
    for (List<String> path : paths) {
      if (path.isEmpty() || path.contains("")) {
        throw new InvalidMappingException("a selected field has an empty name");
      }
      path.forEach(FieldNames::unicode);
      if (path.size() > MAX_NAMES) {
        throw new InvalidMappingException(
            "the path of a selected field has more names than " + MAX_NAMES);
      }
      if (!seen.add(path)) {
        throw new InvalidMappingException(
            "field '%s' is selected twice".formatted(String.join(".", path)));
      }
    }
  }
}
