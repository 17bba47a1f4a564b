package io.lasius.connector.destinationpostgres;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers on their way into a column: all digits are kept, or none. */
final class Numbers {
  /** A number as JSON writes it; Java's own readers take more than that. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  /** Limits of the database's numeric. */
  private static final int MAX_WHOLE_DIGITS = 131_072;

  private static final int MAX_SCALE = 16_383;

  /** No number of these limits is longer, unless with zeros in front. */
  private static final int MAX_CHARS = MAX_WHOLE_DIGITS + MAX_SCALE + 20;

  /** Digits that no 64 bits hold. */
  private static final int TOO_MANY_DIGITS = 20;

  private Numbers() {}

  /** Whether a text is a number. */
  static boolean isNumber(String text) {
    return text.length() <= MAX_CHARS && NUMBER.matcher(text).matches();
  }

  /** Whether the database can hold the number. */
  static boolean isInRange(String number) {
    if (number.length() > MAX_CHARS) {
      return false;
    }
    try {
      var decimal = new BigDecimal(number);
      return wholeDigits(decimal) <= MAX_WHOLE_DIGITS && decimal.scale() <= MAX_SCALE;
    } catch (NumberFormatException e) {
      // Its exponent is beyond even what Java can hold.
      return false;
    }
  }

  /** Writes a number as long as the database bears. */
  static Fit numeric(String number, CopyText out) {
    if (!isInRange(number)) {
      return Fit.OUT_OF_RANGE;
    }
    out.raw(number);
    return Fit.WHOLE;
  }

  /** Writes a number of up to 64 bits; {@code 5.0} and {@code 5e3} are whole, too. */
  static Fit bigint(String number, CopyText out) {
    if (!isInRange(number)) {
      return Fit.OUT_OF_RANGE;
    }
    BigDecimal decimal = new BigDecimal(number).stripTrailingZeros();
    if (decimal.scale() > 0) {
      return Fit.WRONG_TYPE;
    }
    if (wholeDigits(decimal) >= TOO_MANY_DIGITS) {
      return Fit.OUT_OF_RANGE;
    }
    try {
      out.raw(Long.toString(decimal.longValueExact()));
      return Fit.WHOLE;
    } catch (ArithmeticException e) {
      return Fit.OUT_OF_RANGE;
    }
  }

  private static long wholeDigits(BigDecimal number) {
    return (long) number.precision() - number.scale();
  }
}
