package io.lasius.replication.mapper;

/**
 * A text that an expression may look at so often and no more: one that tries again and again, such
 * as {@code .*.*.*.*.*b}, takes for ever on a few hundred characters. Not thread-safe.
 */
final class PatientText implements CharSequence {
  /** A tenth of a second, or so. */
  private static final long STEPS = 10_000_000;

  /** Beside those, for texts of many megabytes. */
  private static final long STEPS_PER_CHARACTER = 100;

  private final String text;
  private final long steps;
  private long left;

  PatientText(String text) {
    this.text = text;
    steps = STEPS + STEPS_PER_CHARACTER * text.length();
    left = steps;
  }

  /** It was looked at too often. */
  static final class SpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long steps;

    SpentException(long steps) {
      super("more than %,d steps".formatted(steps));
      this.steps = steps;
    }

    long steps() {
      return steps;
    }
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      throw new SpentException(steps);
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
