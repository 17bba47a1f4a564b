package io.lasius.protocol.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes JSON as the world writes it: keys in any order and escaped, numbers of any length, space
 * anywhere. Each choice is taken from a list, and is the plainest one where the list has ended: a
 * list that shrinks makes texts that shrink.
 */
final class JsonTexts {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "37.00",
          "1e400",
          "-1E-400",
          "1E+2",
          "9007199254740993",
          "1234567890123456789012345678901234567890",
          "-0.1234567890123456789012345678901234567890");
  private static final List<String> STRINGS =
      List.of(
          "",
          "s",
          "RECORD",
          "\\ud800",
          "\\uDC00x",
          "\\u0000",
          "\\\"type\\\":\\\"RECORD\\\"",
          "\\\\",
          "\\/\\b\\f\\n\\r\\t",
          "\u00e4\u20ac",
          "\ud83d\udc1c",
          "\\ud83d\\udc1c",
          "{",
          "],}",
          "\u2028");
  private static final List<String> KEYS =
      List.of(
          "a", "type", "record", "stream", "namespace", "data", "emitted_at", "id", "state", "");
  private static final List<String> SPACES = List.of("", "", "", "", " ", "  ", "\t", " \r ");

  private final List<Integer> choices;
  private int next;

  JsonTexts(List<Integer> choices) {
    this.choices = choices;
  }

  <T> T oneOf(List<T> values) {
    return values.get(below(values.size()));
  }

  int below(int bound) {
    return next < choices.size() ? choices.get(next++) % bound : 0;
  }

  /** True for one in so many, and never where the choices have ended. */
  boolean oneIn(int n) {
    return below(n) == n - 1;
  }

  String space() {
    return oneOf(SPACES);
  }

  String string() {
    return '"' + oneOf(STRINGS) + oneOf(STRINGS) + '"';
  }

  /** Any value, nested at most so deep. */
  String value(int depth) {
    return switch (below(depth > 0 ? 8 : 6)) {
      case 0 -> "null";
      case 1 -> oneOf(List.of("true", "false"));
      case 2, 3 -> oneOf(NUMBERS);
      case 4, 5 -> string();
      case 6 -> array(depth);
      default -> object(depth);
    };
  }

  private String array(int depth) {
    var items = new ArrayList<String>();
    for (int i = below(4); i > 0; i--) {
      items.add(space() + value(depth - 1) + space());
    }
    return '[' + (items.isEmpty() ? space() : String.join(",", items)) + ']';
  }

  /** Any object, with keys that may occur twice. */
  String object(int depth) {
    var members = new ArrayList<String>();
    for (int i = below(4); i > 0; i--) {
      members.add(member(oneOf(KEYS), value(depth - 1)));
    }
    return object(members);
  }

  /** The members, as {@link #member} writes them, as an object, in any order. */
  String object(List<String> members) {
    var shuffled = new ArrayList<String>();
    for (String member : members) {
      shuffled.add(shuffled.size() - below(shuffled.size() + 1), member);
    }
    return '{' + (shuffled.isEmpty() ? space() : String.join(",", shuffled)) + '}';
  }

  String member(String key, String value) {
    return space() + key(key) + space() + ':' + space() + value + space();
  }

  private String key(String name) {
    if (name.isEmpty() || !oneIn(5)) {
      return '"' + name + '"';
    }
    int at = below(name.length());
    String escape = "\\u%04x".formatted((int) name.charAt(at));
    return '"' + name.substring(0, at) + escape + name.substring(at + 1) + '"';
  }
}
