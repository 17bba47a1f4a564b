package io.lasius.replication.mapper;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record must meet. A comparison looks at one field at the top of the record.
 *
 * <p>Values to compare with are text. A number of the record is compared as a number, of any size;
 * with a text that is none it is not equal, and neither less nor greater. A string is compared as
 * text, in the order of its code points, and a boolean equals its word. A field that is null or
 * missing, an object and an array equal nothing and are neither less nor greater than anything. Of
 * a key that occurs twice the last counts.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RowCondition.And.class, name = "AND"),
  @JsonSubTypes.Type(value = RowCondition.Or.class, name = "OR"),
  @JsonSubTypes.Type(value = RowCondition.Not.class, name = "NOT"),
  @JsonSubTypes.Type(value = RowCondition.Equal.class, name = "EQUAL"),
  @JsonSubTypes.Type(value = RowCondition.NotEqual.class, name = "NOT_EQUAL"),
  @JsonSubTypes.Type(value = RowCondition.Less.class, name = "LESS"),
  @JsonSubTypes.Type(value = RowCondition.Greater.class, name = "GREATER"),
  @JsonSubTypes.Type(value = RowCondition.In.class, name = "IN"),
  @JsonSubTypes.Type(value = RowCondition.IsNull.class, name = "IS_NULL"),
  @JsonSubTypes.Type(value = RowCondition.Matches.class, name = "MATCHES")
})
public sealed interface RowCondition {
  /** All hold. */
  record And(List<RowCondition> conditions) implements RowCondition {
    public And {
      conditions = some(conditions, "AND");
    }
  }

  /** At least one holds. */
  record Or(List<RowCondition> conditions) implements RowCondition {
    public Or {
      conditions = some(conditions, "OR");
    }
  }

  /** None holds. */
  record Not(List<RowCondition> conditions) implements RowCondition {
    public Not {
      conditions = some(conditions, "NOT");
    }
  }

  /** The field has this value. */
  record Equal(String fieldName, String comparisonValue) implements RowCondition {
    public Equal {
      fieldName = FieldNames.required(fieldName, "EQUAL");
      comparisonValue = given(comparisonValue, "EQUAL", fieldName);
    }
  }

  /** The opposite of {@link Equal}: it holds where the field is null or missing. */
  record NotEqual(String fieldName, String comparisonValue) implements RowCondition {
    public NotEqual {
      fieldName = FieldNames.required(fieldName, "NOT_EQUAL");
      comparisonValue = given(comparisonValue, "NOT_EQUAL", fieldName);
    }
  }

  /** The field is less than this value. */
  record Less(String fieldName, String comparisonValue) implements RowCondition {
    public Less {
      fieldName = FieldNames.required(fieldName, "LESS");
      comparisonValue = given(comparisonValue, "LESS", fieldName);
    }
  }

  /** The field is greater than this value. */
  record Greater(String fieldName, String comparisonValue) implements RowCondition {
    public Greater {
      fieldName = FieldNames.required(fieldName, "GREATER");
      comparisonValue = given(comparisonValue, "GREATER", fieldName);
    }
  }

  /** The field has one of these values. */
  record In(String fieldName, List<String> comparisonValues) implements RowCondition {
    public In {
      fieldName = FieldNames.required(fieldName, "IN");
      comparisonValues = some(comparisonValues, "IN");
      comparisonValues.forEach(FieldNames::unicode);
    }
  }

  /** The field is null or missing. */
  record IsNull(String fieldName) implements RowCondition {
    public IsNull {
      fieldName = FieldNames.required(fieldName, "IS_NULL");
    }
  }

  /**
   * The expression is found in the text of the field: of a string what it says, of a number or a
   * boolean its token. It is anchored by {@code ^} and {@code $} only.
   *
   * @param pattern a regular expression as {@link java.util.regex.Pattern} has them
   */
  record Matches(String fieldName, String pattern) implements RowCondition {
    public Matches {
      fieldName = FieldNames.required(fieldName, "MATCHES");
      pattern = given(pattern, "MATCHES", fieldName);
    }
  }

  private static <T> List<T> some(@Nullable List<T> values, String what) {
    if (values == null || values.isEmpty()) {
      throw new InvalidMappingException("the row filter's " + what + " lists nothing");
    }
    return List.copyOf(values);
  }

  private static String given(@Nullable String value, String what, String field) {
    if (value == null) {
      throw new InvalidMappingException(
          "the row filter's %s of field '%s' has no value to compare with".formatted(what, field));
    }
    return FieldNames.unicode(value);
  }
}
