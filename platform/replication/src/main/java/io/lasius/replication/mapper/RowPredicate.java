package io.lasius.replication.mapper;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A condition made ready to be asked of each record. Not thread-safe. */
interface RowPredicate {
  boolean holds(MappedRow row) throws MapperException;

  /** Makes a condition ready; the fields are looked up by the names that they have now. */
  static RowPredicate of(RowCondition condition, Function<String, FieldSlot> fields) {
    return switch (condition) {
      case RowCondition.And(var parts) -> new All(all(parts, fields), true);
      case RowCondition.Or(var parts) -> {
        RowPredicate none = new All(all(parts, fields), false);
        yield row -> !none.holds(row);
      }
      case RowCondition.Not(var parts) -> new All(all(parts, fields), false);
      case RowCondition.Equal(var field, var value) -> equal(fields.apply(field), value);
      case RowCondition.NotEqual(var field, var value) -> {
        RowPredicate equal = equal(fields.apply(field), value);
        yield row -> !equal.holds(row);
      }
      case RowCondition.Less(var field, var value) -> ordered(fields.apply(field), value, -1);
      case RowCondition.Greater(var field, var value) -> ordered(fields.apply(field), value, 1);
      case RowCondition.In(var field, var values) -> {
        FieldSlot slot = fields.apply(field);
        RowPredicate none =
            new All(values.stream().map(value -> equal(slot, value)).toList(), false);
        yield row -> !none.holds(row);
      }
      case RowCondition.IsNull(var field) -> {
        FieldSlot slot = fields.apply(field);
        yield row -> row.value(slot).kind() == FieldValue.Kind.NULL;
      }
      case RowCondition.Matches(var field, var pattern) ->
          new Found(fields.apply(field), field, StreamMapping.compile(field, pattern).matcher(""));
    };
  }

  private static List<RowPredicate> all(
      List<RowCondition> conditions, Function<String, FieldSlot> fields) {
    return conditions.stream().map(condition -> of(condition, fields)).toList();
  }

  private static RowPredicate equal(FieldSlot field, String value) {
    var comparison = new Comparison(field, value);
    return row -> comparison.equal(row.value(field));
  }

  private static RowPredicate ordered(FieldSlot field, String value, int sign) {
    var comparison = new Comparison(field, value);
    return row -> Integer.signum(comparison.compare(row.value(field))) == sign;
  }

  /** Whether all hold, or none does. */
  record All(List<RowPredicate> parts, boolean expected) implements RowPredicate {
    @Override
    public boolean holds(MappedRow row) throws MapperException {
      for (RowPredicate part : parts) {
        if (part.holds(row) != expected) {
          return false;
        }
      }
      return true;
    }
  }

  /** Whether an expression is found. */
  record Found(FieldSlot slot, String field, Matcher matcher) implements RowPredicate {
    @Override
    public boolean holds(MappedRow row) throws MapperException {
      FieldValue value = row.value(slot);
      return switch (value.kind()) {
        case STRING, NUMBER, BOOLEAN -> {
          int length = value.textEnd() - value.textStart();
          var text = new String(value.text(), value.textStart(), length, StandardCharsets.UTF_8);
          try {
            yield matcher.reset(new PatientText(text)).find();
          } catch (PatientText.SpentException e) {
            throw new MapperException(
                "the row filter's expression for field '%s' takes too long for a value of %d bytes: it tries more than %,d steps"
                    .formatted(field, length, e.steps()),
                e);
          } catch (StackOverflowError e) {
            throw new MapperException(
                "the row filter's expression for field '%s' is too deep for a value of %d bytes"
                    .formatted(field, length),
                e);
          }
        }
        case NULL, NESTED -> false;
      };
    }
  }

  /** A text to compare values with. */
  final class Comparison {
    private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?";

    private final String field;
    private final byte[] text;
    private final @Nullable BigDecimal number;

    Comparison(FieldSlot slot, String value) {
      field = slot.source();
      text = value.getBytes(StandardCharsets.UTF_8);
      number = value.matches(NUMBER) ? parse(value) : null;
    }

    private static @Nullable BigDecimal parse(String value) {
      try {
        return new BigDecimal(value);
      } catch (NumberFormatException _) {
        return null;
      }
    }

    boolean equal(FieldValue value) throws MapperException {
      return switch (value.kind()) {
        case STRING, BOOLEAN -> value.textEquals(text);
        case NUMBER -> number != null && numeric(value).compareTo(number) == 0;
        case NULL, NESTED -> false;
      };
    }

    /** The sign of a comparison; 0 where there is no order. */
    int compare(FieldValue value) throws MapperException {
      return switch (value.kind()) {
        case STRING -> value.compareText(text);
        case NUMBER -> number == null ? 0 : numeric(value).compareTo(number);
        case BOOLEAN, NULL, NESTED -> 0;
      };
    }

    private BigDecimal numeric(FieldValue value) throws MapperException {
      int length = value.textEnd() - value.textStart();
      var token = new String(value.text(), value.textStart(), length, StandardCharsets.US_ASCII);
      BigDecimal parsed = parse(token);
      if (parsed == null) {
        throw new MapperException(
            "field '%s' holds a number with an exponent beyond what can be compared"
                .formatted(field));
      }
      return parsed;
    }
  }
}
