package io.lasius.replication.mapper;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes records and mappings from a list of choices. Where the list has ended the plainest is
 * chosen: a list that shrinks makes cases that shrink.
 */
final class Generated {
  /** The fields of the stream; a record may have others. */
  static final List<String> FIELDS = List.of("a", "b", "c", "\u00e4", "q\"");

  private static final List<String> UNDECLARED = List.of("x", "", "aa");
  private static final List<String> INNER = List.of("k", "l", "a", "m\n");
  private static final List<String> SCALARS =
      List.of(
          "null",
          "1",
          "true",
          "\"s\"",
          "37.00",
          "-0",
          "1e400",
          "1234567890123456789012345678901234567890",
          "false",
          "\"\"",
          "\"\\u0073\"",
          "\"10\"",
          "\"\\ud800\"",
          "\"\\ud83d\\udc1c\"",
          "\"\ud83d\udc1c\\n\\\"}\"",
          "\"],\\\\\"");
  private static final List<String> TEXTS =
      List.of("s", "", "1", "37", "true", "10", "\ud83d\udc1c");

  private final List<Integer> choices;
  private int next;

  Generated(List<Integer> choices) {
    this.choices = choices;
  }

  int below(int bound) {
    return next < choices.size() ? choices.get(next++) % bound : 0;
  }

  <T> T oneOf(List<T> values) {
    return values.get(below(values.size()));
  }

  /** A record's data. */
  String data() {
    var names = new ArrayList<String>(FIELDS);
    names.addAll(UNDECLARED);
    return object(names, 7, 3);
  }

  private String object(List<String> names, int most, int depth) {
    var members = new ArrayList<String>();
    for (int i = below(most); i > 0; i--) {
      members.add(space() + key(oneOf(names)) + space() + ":" + space() + value(depth) + space());
    }
    return "{" + (members.isEmpty() ? space() : String.join(",", members)) + "}";
  }

  private String value(int depth) {
    return switch (depth == 0 ? 0 : below(5)) {
      case 3 -> object(INNER, 4, depth - 1);
      case 4 -> {
        var items = new ArrayList<String>();
        for (int i = below(4); i > 0; i--) {
          items.add(space() + value(depth - 1) + space());
        }
        yield "[" + String.join(",", items) + "]";
      }
      default -> oneOf(SCALARS);
    };
  }

  private String key(String name) {
    var text = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c == '"' || below(8) == 7) {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }

  private String space() {
    return oneOf(List.of("", "", "", " ", "\t "));
  }

  /** A selection and mappers for a stream with {@link #FIELDS}, most of which fit it. */
  StreamMapping mapping() {
    var mappers = new ArrayList<Mapper>();
    for (int i = below(5); i > 0; i--) {
      mappers.add(mapper());
    }
    return new StreamMapping(selection(), mappers);
  }

  private @Nullable FieldSelection selection() {
    if (below(2) == 0) {
      return null;
    }
    var paths = new ArrayList<List<String>>();
    for (int i = 1 + below(4); i > 0; i--) {
      var path = new ArrayList<String>(List.of(oneOf(FIELDS)));
      for (int deeper = below(4); deeper > 1; deeper--) {
        path.add(oneOf(INNER));
      }
      if (!paths.contains(path)) {
        paths.add(path);
      }
    }
    return new FieldSelection(paths);
  }

  private Mapper mapper() {
    String field = oneOf(FIELDS);
    return switch (below(5)) {
      case 0 -> new FilterField(field);
      case 1 -> new RenameField(field, oneOf(List.of("new", "b", "x", "\u20ac\\")));
      case 2 -> new HashField(field, HashMethod.MD5, oneOf(List.of("", "_h")), oneOf(TEXTS));
      case 3 -> new HashField(oneOf(List.of("new", "a_h", "b")), HashMethod.SHA_1, "", null);
      default -> new FilterRows(condition(2));
    };
  }

  private RowCondition condition(int depth) {
    String field = oneOf(List.of("a", "b", "\u00e4", "new", "a_h"));
    return switch (below(depth == 0 ? 7 : 10)) {
      case 0 -> new RowCondition.NotEqual(field, oneOf(TEXTS));
      case 1 -> new RowCondition.Equal(field, oneOf(TEXTS));
      case 2 -> new RowCondition.Less(field, oneOf(TEXTS));
      case 3 -> new RowCondition.Greater(field, oneOf(TEXTS));
      case 4 -> new RowCondition.In(field, List.of(oneOf(TEXTS), oneOf(TEXTS)));
      case 5 -> new RowCondition.IsNull(field);
      case 6 -> new RowCondition.Matches(field, oneOf(List.of("s", "^1", "0$", "")));
      case 7 -> new RowCondition.And(List.of(condition(depth - 1), condition(depth - 1)));
      case 8 -> new RowCondition.Or(List.of(condition(depth - 1), condition(depth - 1)));
      default -> new RowCondition.Not(List.of(condition(depth - 1), condition(depth - 1)));
    };
  }
}
