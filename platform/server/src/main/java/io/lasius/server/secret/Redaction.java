package io.lasius.server.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Leaves known secrets out of texts: as they are, as JSON, URLs and Base64 write them, each line of
 * a value of several lines, and what is left of one at an end where a text was cut, as an ellipsis
 * there tells. Immutable and thread-safe.
 */
public final class Redaction {
  /** Knows no secret. */
  public static final Redaction NONE = of(List.of());

  private static final String ELLIPSIS = "…";

  /** Shortest value that is left out; a shorter one would take half of every text with it. */
  public static final int MIN_CHARS = 3;

  /** Shortest text within a secret that is JSON itself: others are words such as "type". */
  private static final int MIN_INNER_CHARS = 16;

  /** Shortest part of a Base64 text that is no word by chance. */
  private static final int MIN_BASE64_CHARS = 6;

  /** Secrets by the hash of their first characters, the longest first. */
  private final Map<Integer, List<String>> byBeginning = new HashMap<>();

  /** One bit for each hash of a beginning, so that most characters cost one look. */
  private final long[] beginnings = new long[1 << 10];

  private final Set<String> known;

  private Redaction(Set<String> known) {
    this.known = known;
    for (String text : known) {
      int hash = hash(text, 0);
      beginnings[hash >>> 6] |= 1L << (hash & 63);
      byBeginning.computeIfAbsent(hash, _ -> new ArrayList<>()).add(text);
    }
    byBeginning
        .values()
        .forEach(list -> list.sort(Comparator.comparingInt(String::length).reversed()));
  }

  /** Of all texts and numbers in these values, however deep. */
  public static Redaction of(Collection<? extends JsonNode> secrets) {
    var known = new HashSet<String>();
    secrets.forEach(secret -> add(secret, MIN_CHARS, known));
    return new Redaction(known);
  }

  /** Of what either knows. */
  public Redaction and(Redaction other) {
    var all = new HashSet<>(known);
    all.addAll(other.known);
    return all.size() == known.size() ? this : new Redaction(all);
  }

  /** The text with each secret in it replaced by {@value SecretConfig#MASK}. */
  public String apply(String text) {
    var whole = withoutWhole(text);
    var begun = whole.endsWith(ELLIPSIS) ? withoutBeginning(whole) : whole;
    return begun.startsWith(ELLIPSIS) ? withoutRest(begun) : begun;
  }

  /** Without the beginning of a secret that the text was cut in. */
  private String withoutBeginning(String text) {
    int end = text.length() - 1;
    int longest = 0;
    for (var secret : known) {
      for (int length = Math.min(secret.length() - 1, end); length > longest; length--) {
        if (length >= MIN_CHARS && text.regionMatches(end - length, secret, 0, length)) {
          longest = length;
        }
      }
    }
    return longest == 0 ? text : text.substring(0, end - longest) + SecretConfig.MASK + ELLIPSIS;
  }

  /** Without the rest of one that it was cut in before. */
  private String withoutRest(String text) {
    int longest = 0;
    for (var secret : known) {
      for (int length = Math.min(secret.length(), text.length()) - 1; length > longest; length--) {
        if (length >= MIN_CHARS
            && text.regionMatches(1, secret, secret.length() - length, length)) {
          longest = length;
        }
      }
    }
    return longest == 0 ? text : ELLIPSIS + SecretConfig.MASK + text.substring(1 + longest);
  }

  private String withoutWhole(String text) {
    StringBuilder redacted = null;
    int copied = 0;
    int last = text.length() - MIN_CHARS;
    for (int at = 0; at <= last; at++) {
      int end = endOfSecret(text, at);
      if (end < 0) {
        continue;
      }
      // Secrets may overlap, or follow on each other: all that any of them covers goes.
      int next = at + 1;
      for (; next < end && next <= last; next++) {
        end = Math.max(end, endOfSecret(text, next));
      }
      redacted = redacted == null ? new StringBuilder(text.length()) : redacted;
      redacted.append(text, copied, at).append(SecretConfig.MASK);
      copied = end;
      at = end - 1;
    }
    return redacted == null ? text : redacted.append(text, copied, text.length()).toString();
  }

  /** End of the longest secret that begins here; -1 where none does. */
  private int endOfSecret(String text, int at) {
    int hash = hash(text, at);
    if ((beginnings[hash >>> 6] & 1L << (hash & 63)) == 0) {
      return -1;
    }
    for (String secret : byBeginning.getOrDefault(hash, List.of())) {
      if (text.startsWith(secret, at)) {
        return at + secret.length();
      }
    }
    return -1;
  }

  private static int hash(String text, int at) {
    int hash = (text.charAt(at) * 31 + text.charAt(at + 1)) * 31 + text.charAt(at + 2);
    return (hash ^ hash >>> 16) & 0xffff;
  }

  private static void add(JsonNode secret, int minChars, Set<String> known) {
    if (secret.isContainerNode()) {
      secret.forEach(child -> add(child, minChars, known));
    } else if (secret.isNumber()) {
      addForms(secret.asText(), minChars, known);
    } else if (secret.isTextual()) {
      addText(secret.textValue(), minChars, known);
    }
  }

  private static void addText(String text, int minChars, Set<String> known) {
    addForms(text, minChars, known);
    addForms(text.strip(), minChars, known);
    if (text.indexOf('\n') >= 0) {
      text.lines()
          .map(String::strip)
          .filter(line -> line.chars().filter(Character::isLetterOrDigit).count() >= MIN_CHARS)
          .forEach(line -> addForms(line, minChars, known));
    }
    if (text.strip().startsWith("{")) {
      try {
        // A key of a cloud service is a document of its own, of which parts are printed.
        add(Json.parse(text), Math.max(minChars, MIN_INNER_CHARS), known);
      } catch (JsonProcessingException _) {
        // Then it only looks like one, and is left out whole.
        return;
      }
    }
  }

  private static void addForms(String text, int minChars, Set<String> known) {
    if (text.length() < minChars) {
      return;
    }
    known.add(text);
    String json = quoted(text);
    String ascii = ascii(json);
    String url = URLEncoder.encode(text, UTF_8);
    String percent = url.replace("+", "%20");
    for (String form :
        List.of(
            json,
            quoted(json),
            quoted(quoted(json)),
            ascii,
            quoted(ascii),
            json.replace("/", "\\/"),
            url,
            percent)) {
      known.add(form);
      known.add(lowerCaseEscapes(form));
    }
    addBase64(text.getBytes(UTF_8), known);
  }

  /**
   * As Base64 writes it, be it in the middle of something longer, such as a name and a password:
   * then its letters depend on how many bytes come before it, and the outermost on what those are.
   */
  private static void addBase64(byte[] secret, Set<String> known) {
    for (int before = 0; before < 3; before++) {
      var padded = new byte[before + secret.length];
      System.arraycopy(secret, 0, padded, before, secret.length);
      String whole = Base64.getEncoder().withoutPadding().encodeToString(padded);
      int foreign = (before * 8 + 5) / 6;
      int own = padded.length * 8 / 6;
      String certain = whole.substring(foreign, own);
      if (certain.length() >= MIN_BASE64_CHARS) {
        known.add(certain);
        known.add(certain.replace('+', '-').replace('/', '_'));
      }
    }
  }

  private static String quoted(String text) {
    String json = Json.write(text);
    return json.substring(1, json.length() - 1);
  }

  /** As Python writes JSON: what is beyond ASCII as escapes. */
  private static String ascii(String json) {
    var ascii = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      ascii.append(c < 0x80 ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    }
    return ascii.toString();
  }

  /** With the digits of URL escapes as others write them. */
  private static String lowerCaseEscapes(String url) {
    var text = new StringBuilder(url);
    for (int at = url.indexOf('%');
        at >= 0 && at + 3 <= url.length();
        at = url.indexOf('%', at + 1)) {
      text.replace(at, at + 3, url.substring(at, at + 3).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }
}
