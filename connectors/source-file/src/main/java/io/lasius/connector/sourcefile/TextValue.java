package io.lasius.connector.sourcefile;

import java.time.YearMonth;

/**
 * What a text, as it stands in a CSV file, looks like. A text that is not surely more is a text.
 */
final class TextValue {
  private static final int DATE_LENGTH = 10;

  /** Every integer of so many characters fits into 64 bits. */
  private static final int SAFE_INTEGER_LENGTH = 18;

  private TextValue() {}

  /** The narrowest type of the text, which is not empty. */
  static ValueType typeOf(String text) {
    char first = text.charAt(0);
    if (isDigit(first) || first == '-') {
      ValueType number = numberType(text);
      return number == ValueType.STRING ? timeType(text) : number;
    }
    return isBoolean(text) ? ValueType.BOOLEAN : ValueType.STRING;
  }

  /** Whether the text is a value of the type. */
  static boolean fits(String text, ValueType type) {
    return switch (type) {
      case STRING, ANY -> true;
      case OBJECT, ARRAY -> false;
      case NUMBER -> !text.isEmpty() && numberType(text) != ValueType.STRING;
      case INTEGER, BOOLEAN, DATE, TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_WITHOUT_TIMEZONE ->
          !text.isEmpty() && typeOf(text) == type;
    };
  }

  /**
   * A timestamp as JSON Schema has it: {@code T} before the time, seconds, and a colon in the
   * offset. No digit is changed.
   */
  static String isoTimestamp(String text) {
    int zone = zoneStart(text);
    var iso = new StringBuilder(text.length() + 4).append(text, 0, zone);
    iso.setCharAt(DATE_LENGTH, 'T');
    if (zone == DATE_LENGTH + 6) {
      iso.append(":00");
    }
    String offset = text.substring(zone);
    switch (offset.length()) {
      case 3 -> iso.append(offset).append(":00");
      case 5 -> iso.append(offset, 0, 3).append(':').append(offset, 3, 5);
      default -> iso.append(offset);
    }
    return iso.toString();
  }

  private static boolean isBoolean(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  /** A number is one of JSON; so 007 and +1 stay texts, and lose nothing. */
  private static ValueType numberType(String text) {
    int start = text.charAt(0) == '-' ? 1 : 0;
    int end = skipDigits(text, start);
    if (end == start || (end - start > 1 && text.charAt(start) == '0')) {
      return ValueType.STRING;
    }
    if (end == text.length()) {
      return isLong(text) ? ValueType.INTEGER : ValueType.NUMBER;
    }
    int at = end;
    if (text.charAt(at) == '.') {
      at = skipDigits(text, at + 1);
      if (at == end + 1) {
        return ValueType.STRING;
      }
    }
    return endsNumber(text, at) ? ValueType.NUMBER : ValueType.STRING;
  }

  private static boolean endsNumber(String text, int at) {
    if (at == text.length()) {
      return true;
    }
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return false;
    }
    int sign = at + 1;
    boolean signed = sign < text.length() && (text.charAt(sign) == '+' || text.charAt(sign) == '-');
    int digits = signed ? sign + 1 : sign;
    return skipDigits(text, digits) == text.length() && digits < text.length();
  }

  private static boolean isLong(String text) {
    if (text.length() <= SAFE_INTEGER_LENGTH) {
      return true;
    }
    try {
      Long.parseLong(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static ValueType timeType(String text) {
    if (text.length() < DATE_LENGTH || !startsWithDate(text)) {
      return ValueType.STRING;
    }
    if (text.length() == DATE_LENGTH) {
      return ValueType.DATE;
    }
    char separator = text.charAt(DATE_LENGTH);
    int zone = zoneStart(text);
    if ((separator != 'T' && separator != ' ') || !isTime(text, DATE_LENGTH + 1, zone)) {
      return ValueType.STRING;
    }
    if (zone == text.length()) {
      return ValueType.TIMESTAMP_WITHOUT_TIMEZONE;
    }
    return isZone(text.substring(zone)) ? ValueType.TIMESTAMP_WITH_TIMEZONE : ValueType.STRING;
  }

  private static boolean startsWithDate(String text) {
    if (!areDigits(text, 0, 4) || text.charAt(4) != '-' || !areDigits(text, 5, 7)) {
      return false;
    }
    int month = number(text, 5);
    return text.charAt(7) == '-'
        && areDigits(text, 8, DATE_LENGTH)
        && month >= 1
        && month <= 12
        && YearMonth.of(number(text, 0) * 100 + number(text, 2), month).isValidDay(number(text, 8));
  }

  /** Where the offset begins: at the first sign or Z after the date; at the end without one. */
  private static int zoneStart(String text) {
    int at = DATE_LENGTH;
    while (at < text.length() && "Z+-".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /** HH:MM, then perhaps seconds, and with these perhaps a fraction. */
  private static boolean isTime(String text, int from, int to) {
    if (to - from < 5 || !isBelow(text, from, 24) || text.charAt(from + 2) != ':') {
      return false;
    }
    if (!isBelow(text, from + 3, 60) || to - from == 5) {
      return isBelow(text, from + 3, 60);
    }
    if (to - from < 8 || text.charAt(from + 5) != ':' || !isBelow(text, from + 6, 60)) {
      return false;
    }
    return to - from == 8
        || (text.charAt(from + 8) == '.' && to - from > 9 && areDigits(text, from + 9, to));
  }

  private static boolean isZone(String zone) {
    if (zone.equals("Z")) {
      return true;
    }
    String digits =
        zone.length() == 6 && zone.charAt(3) == ':'
            ? zone.substring(0, 3) + zone.substring(4)
            : zone;
    return (digits.length() == 3 || digits.length() == 5)
        && digits.charAt(0) != 'Z'
        && isBelow(digits, 1, 19)
        && (digits.length() == 3 || isBelow(digits, 3, 60));
  }

  private static boolean isBelow(String text, int at, int limit) {
    return areDigits(text, at, at + 2) && number(text, at) < limit;
  }

  /** Of two digits. */
  private static int number(String text, int at) {
    return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
  }

  private static boolean areDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int skipDigits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
