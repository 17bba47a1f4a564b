package io.lasius.protocol.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a schema, in the syntax of ECMAScript or Python, whose differences from
 * Java's that occur in specifications are translated.
 */
final class EcmaPattern implements RegularExpression {
  /** So many looks at characters, and a match is given up: some patterns take exponential time. */
  private static final int MAX_LOOKS = 1_000_000;

  private static final Pattern GROUP_NAME = Pattern.compile("\\(\\?P?<[A-Za-z_]\\w*>");

  private final Pattern pattern;

  private EcmaPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** The pattern; empty where Java has no such expression. */
  static Optional<EcmaPattern> compile(String regex) {
    try {
      return Optional.of(new EcmaPattern(Pattern.compile(translate(regex))));
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }

  /** The pattern; one that everything matches where it cannot be judged. */
  static RegularExpression lenient(String regex) {
    return compile(regex).<RegularExpression>map(known -> known).orElse(_ -> true);
  }

  private static String translate(String regex) {
    boolean refersToGroup = regex.contains("(?P=") || regex.contains("\\k<");
    String plain = refersToGroup ? regex : GROUP_NAME.matcher(regex).replaceAll("(");
    var java = new StringBuilder(plain.length() + 8);
    boolean inClass = false;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '\\' && i + 1 < plain.length()) {
        char escaped = plain.charAt(++i);
        java.append(escaped == 'Z' ? "\\z" : "\\" + escaped);
      } else if (inClass) {
        // Java alone has classes within classes, and their intersection.
        java.append(c == '[' || c == '&' ? "\\" : "").append(c);
        inClass = c != ']';
      } else {
        java.append(c == '$' ? "\\z" : c);
        inClass = c == '[';
      }
    }
    return java.toString();
  }

  /**
   * Whether the expression is found in the text; true also where finding out would take for ever.
   */
  @Override
  public boolean matches(String text) {
    try {
      return pattern.matcher(new Watched(text, 0, text.length(), new Looks())).find();
    } catch (GivenUpException | StackOverflowError _) {
      // (a|b)* over a long text, as a key of several lines is, ends the stack.
      return true;
    }
  }

  private static final class GivenUpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GivenUpException() {
      super("too many looks", null, false, false);
    }
  }

  private static final class Looks {
    private int count;
  }

  /** A text that counts how often it is looked at. */
  private record Watched(String text, int start, int end, Looks looks) implements CharSequence {
    @Override
    public int length() {
      return end - start;
    }

    @Override
    public char charAt(int index) {
      if (++looks.count > MAX_LOOKS) {
        throw new GivenUpException();
      }
      return text.charAt(start + index);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return new Watched(text, start + from, start + to, looks);
    }

    @Override
    public String toString() {
      return text.substring(start, end);
    }
  }
}
