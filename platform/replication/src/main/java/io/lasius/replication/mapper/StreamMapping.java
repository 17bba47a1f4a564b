package io.lasius.replication.mapper;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.lasius.protocol.catalog.ConfiguredStream;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the records of one stream: first the selection, then the mappers in their order.
 * Immutable; as JSON it holds the secrets of its mappers.
 *
 * @param selection null where all fields are selected
 */
public record StreamMapping(@Nullable FieldSelection selection, List<Mapper> mappers) {
  /** All passes as it is. */
  public static final StreamMapping NONE = new StreamMapping(null, List.of());

  /** Conditions within conditions. */
  private static final int MAX_DEPTH = 50;

  public StreamMapping {
    mappers = mappers == null ? List.of() : List.copyOf(mappers);
  }

  /** Whether all passes as it is. */
  @JsonIgnore
  public boolean isEmpty() {
    return selection == null && mappers.isEmpty();
  }

  /**
   * The stream as the destination gets it: its fields under their new names and types, the cursor
   * and the key under the names of their fields. The name of the stream stays. An incremental
   * stream needs its cursor, and one that is deduplicated, updated or soft-deleted its key;
   * elsewhere one that a mapper leaves out or encrypts is dropped from the stream.
   *
   * @param source the stream as the source offers it and the connection configures it, with the
   *     destination's sync mode
   * @throws InvalidMappingException where this cannot be: an unknown field, a name that is taken, a
   *     key or cursor that is needed and would be lost, a key that its cipher does not take, a
   *     regular expression that is none
   */
  public ConfiguredStream toDestination(ConfiguredStream source) {
    var shape = new StreamShape(source);
    if (selection != null) {
      shape.select(FieldTree.of(selection));
    }
    for (Mapper mapper : mappers) {
      apply(mapper, shape);
    }
    return shape.toDestination();
  }

  private static void apply(Mapper mapper, StreamShape shape) {
    switch (mapper) {
      case HashField hash -> shape.hash(hash.targetField(), hash.newName());
      case EncryptField encrypt -> {
        shape.encrypt(encrypt.targetField(), encrypt.newName());
        var _ = FieldEncryption.of(encrypt);
      }
      case RenameField rename -> shape.rename(rename.originalFieldName(), rename.newFieldName());
      case FilterField filter -> shape.remove(filter.targetField());
      case FilterRows filter -> check(filter.conditions(), shape, MAX_DEPTH);
    }
  }

  private static void check(RowCondition condition, StreamShape shape, int depth) {
    if (depth == 0) {
      throw new InvalidMappingException(
          "a row filter has conditions within conditions, deeper than " + MAX_DEPTH);
    }
    switch (condition) {
      case RowCondition.And(var parts) -> parts.forEach(part -> check(part, shape, depth - 1));
      case RowCondition.Or(var parts) -> parts.forEach(part -> check(part, shape, depth - 1));
      case RowCondition.Not(var parts) -> parts.forEach(part -> check(part, shape, depth - 1));
      case RowCondition.Equal equal -> shape.require(equal.fieldName());
      case RowCondition.NotEqual notEqual -> shape.require(notEqual.fieldName());
      case RowCondition.Less less -> shape.require(less.fieldName());
      case RowCondition.Greater greater -> shape.require(greater.fieldName());
      case RowCondition.In in -> shape.require(in.fieldName());
      case RowCondition.IsNull isNull -> shape.require(isNull.fieldName());
      case RowCondition.Matches(var field, var pattern) -> {
        shape.require(field);
        var _ = compile(field, pattern);
      }
    }
  }

  /** The expression, which must be one. */
  static Pattern compile(String field, String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new InvalidMappingException(
          "the row filter's expression for field '%s' is no regular expression: %s"
              .formatted(field, e.getDescription()),
          e);
    }
  }
}
