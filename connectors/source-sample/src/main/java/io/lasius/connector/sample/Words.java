package io.lasius.connector.sample;

import com.fasterxml.jackson.core.io.SerializedString;
import java.math.BigDecimal;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What rows are made of, encoded once. */
final class Words {
  static final String[] FIRST_NAMES = {
    "Ada", "Björn", "Chloé", "Dmitri", "Emeka", "Fatima", "Grace", "Haruto", "Ines", "Jamal",
    "Kenji", "Lucía", "Mei", "Noor", "Olga", "Priya", "Quentin", "Rosa", "Søren", "Tariq",
    "Uma", "Viktor", "Wanjiru", "Ximena", "Yusuf", "Zoë"
  };
  static final String[] LAST_NAMES = {
    "Abe", "Brown", "Castro", "Dubois", "Eriksen", "Fischer", "García", "Haddad", "Ito", "Jones",
    "Kaya", "Lopez", "Müller", "Nguyen", "Okafor", "Petrov", "Quinn", "Rossi", "Sato", "Tanaka",
    "Usman", "Virtanen", "Wang", "Xu", "Yılmaz", "Zhou"
  };
  static final String[] CITIES = {
    "Accra",
    "Berlin",
    "Córdoba",
    "Dhaka",
    "Edmonton",
    "Fukuoka",
    "Göteborg",
    "Hanoi",
    "İzmir",
    "Jakarta",
    "Kraków",
    "Lagos",
    "Málaga",
    "Nairobi",
    "Osaka",
    "Perth"
  };
  static final String[] CATEGORIES = {"books", "garden", "kitchen", "music", "toys", "travel"};
  static final String[] MATERIALS = {"bamboo", "brass", "cotton", "glass", "oak", "paper", "wool"};
  static final String[] THINGS = {"basket", "bench", "lamp", "map", "mug", "pillow", "puzzle"};

  private Words() {}

  /** Field names or texts, ready to be written as bytes. */
  static SerializedString[] encoded(String... texts) {
    return encoded(Stream.of(texts));
  }

  /** So many amounts of money, from one cent on, each a step higher. */
  static SerializedString[] amounts(int count, int stepCents) {
    return encoded(
        IntStream.range(0, count)
            .mapToObj(i -> BigDecimal.valueOf(1 + (long) i * stepCents, 2).toPlainString()));
  }

  private static SerializedString[] encoded(Stream<String> texts) {
    return texts
        .map(text -> {
          var encoded = new SerializedString(text);
          encoded.asQuotedUTF8();
          encoded.asUnquotedUTF8();
          return encoded;
        })
        .toArray(SerializedString[]::new);
  }
}
