package io.lasius.server.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table in plain text. The last column takes the room that the others leave, and goes on in the
 * next line where that is too little.
 */
final class TextTable {
  private static final String GAP = "  ";
  private static final int LEAST_LAST_COLUMN = 20;

  private final List<String> header;
  private final Set<Integer> numbers = new HashSet<>();
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... header) {
    this.header = List.of(header);
  }

  TextTable(List<String> header) {
    this.header = header.stream().map(TextTable::printable).toList();
  }

  /** Makes columns of numbers, which end at the right, by their headers. */
  TextTable numbers(String... columns) {
    for (var column : columns) {
      numbers.add(header.indexOf(column));
    }
    return this;
  }

  void row(String... cells) {
    row(List.of(cells));
  }

  void row(List<String> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(
          "a row of %d cells in a table of %d columns".formatted(cells.size(), header.size()));
    }
    rows.add(cells.stream().map(TextTable::printable).toList());
  }

  /** The table, each line with its end. */
  String text(int width) {
    var widths = widths(width);
    var text = new StringBuilder();
    append(text, header, widths);
    append(text, widths.stream().map("-"::repeat).toList(), widths);
    for (var row : rows) {
      append(text, row, widths);
    }
    return text.toString();
  }

  /** Text of somebody else's, without what could move the cursor or colour the terminal. */
  static String printable(String text) {
    if (text.codePoints().noneMatch(TextTable::unprintable)) {
      return text;
    }
    var clean = new StringBuilder();
    text.codePoints().map(c -> unprintable(c) ? ' ' : c).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean unprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private List<Integer> widths(int width) {
    var widths = new ArrayList<Integer>();
    var used = 0;
    for (int column = 0; column < header.size(); column++) {
      var longest = header.get(column).length();
      for (var row : rows) {
        longest = Math.max(longest, row.get(column).length());
      }
      if (column == header.size() - 1) {
        longest = Math.min(longest, Math.max(LEAST_LAST_COLUMN, width - used));
      }
      widths.add(longest);
      used += longest + GAP.length();
    }
    return widths;
  }

  private void append(StringBuilder text, List<String> cells, List<Integer> widths) {
    var last = cells.size() - 1;
    var pieces = wrap(cells.get(last), widths.get(last));
    for (int i = 0; i < pieces.size(); i++) {
      var line = new StringBuilder();
      for (int column = 0; column < last; column++) {
        line.append(pad(i == 0 ? cells.get(column) : "", column, widths)).append(GAP);
      }
      line.append(pad(pieces.get(i), last, widths));
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private String pad(String cell, int column, List<Integer> widths) {
    var space = " ".repeat(Math.max(0, widths.get(column) - cell.length()));
    return numbers.contains(column) ? space + cell : cell + space;
  }

  /** Breaks at spaces, and a word that is too long where it must. */
  private static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    var rest = text;
    while (rest.length() > width) {
      var space = rest.lastIndexOf(' ', width);
      var end = space > 0 ? space : width;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
