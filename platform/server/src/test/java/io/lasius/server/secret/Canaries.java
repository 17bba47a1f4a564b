package io.lasius.server.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.protocol.json.Json;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Secrets that stand out wherever they are written, and however. */
final class Canaries {
  /** What needs an escape in JSON or URLs, and what is beyond ASCII. */
  private static final String AWKWARD = "\"\\/+&= é€";

  private static final String PREFIX = "canary-";
  private static final int WORD = 12;

  private final Map<String, String> byPlace = new LinkedHashMap<>();

  /** A new one. */
  String at(String place) {
    return byPlace.computeIfAbsent(place, _ -> PREFIX + word() + AWKWARD + word());
  }

  /** One of digits alone, that is a number. */
  long number(String place) {
    return Long.parseLong(
        byPlace.computeIfAbsent(
            place, _ -> Long.toString(1_000_000_000_000_000L + UUID.randomUUID().hashCode())));
  }

  /** One of 128 bits, as a cipher wants them. */
  String key(String place) {
    return byPlace.computeIfAbsent(place, _ -> UUID.randomUUID().toString().replace("-", ""));
  }

  int count() {
    return byPlace.size();
  }

  /** The places whose secrets a text shows, each with the way in which it is written, and where. */
  List<String> foundIn(byte[] bytes) {
    var text = new String(bytes, ISO_8859_1);
    var found = new ArrayList<String>();
    byPlace.forEach((place, secret) ->
        forms(secret)
            .forEach((way, form) -> {
              int at = text.indexOf(form);
              if (at >= 0) {
                var around = text.substring(Math.max(0, at - 40), Math.min(text.length(), at + 60));
                found.add("%s %s (…%s…)".formatted(place, way, around));
              }
            }));
    return found;
  }

  List<String> foundIn(String text) {
    return foundIn(text.getBytes(UTF_8));
  }

  /** Each form as the characters of its bytes. */
  private static Map<String, String> forms(String secret) {
    var forms = new LinkedHashMap<String, String>();
    var json = Json.write(secret).replaceAll("^\"|\"$", "");
    forms.put("as it is", bytes(secret.getBytes(UTF_8)));
    forms.put("in Latin-1", bytes(secret.getBytes(ISO_8859_1)));
    forms.put("in UTF-16", bytes(secret.getBytes(UTF_16BE)));
    forms.put("in UTF-16, the low byte first", bytes(secret.getBytes(UTF_16LE)));
    forms.put("in JSON", bytes(json.getBytes(UTF_8)));
    forms.put("in JSON in JSON", bytes(Json.write(json).replaceAll("^\"|\"$", "").getBytes(UTF_8)));
    forms.put("in ASCII JSON", ascii(json));
    forms.put("in a URL", URLEncoder.encode(secret, UTF_8));
    forms.put("in hexadecimal", HexFormat.of().formatHex(secret.getBytes(UTF_8)));
    // A part of it alone, or of what it was changed into.
    if (secret.startsWith(PREFIX)) {
      forms.put("by a word of it", secret.substring(PREFIX.length(), PREFIX.length() + WORD));
    }
    int number = 0;
    for (var form : base64(secret)) {
      forms.put("in Base64 (%d)".formatted(number++), form);
    }
    return forms;
  }

  /** In either alphabet, and wherever in a longer text it begins. */
  private static Set<String> base64(String secret) {
    var forms = new LinkedHashSet<String>();
    for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      for (int before = 0; before < 3; before++) {
        var padded = ("x".repeat(before) + secret).getBytes(UTF_8);
        var text = encoder.withoutPadding().encodeToString(padded);
        // The outermost letters depend on what is around it.
        forms.add(text.substring(2, text.length() - 2));
      }
    }
    return forms;
  }

  private static String ascii(String json) {
    var ascii = new StringBuilder();
    json.chars()
        .forEach(c -> ascii.append(c < 0x80 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
    return ascii.toString();
  }

  private static String bytes(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private static String word() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, WORD);
  }
}
