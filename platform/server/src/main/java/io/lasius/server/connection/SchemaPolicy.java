package io.lasius.server.connection;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What becomes of a connection when its source offers something else than before. The names are
 * those of the public API. Under each of them, a stream that cannot be synced any more as it is
 * configured is paused.
 */
public enum SchemaPolicy {
  /** It stays as it is. */
  IGNORE,
  /** It is made inactive. */
  DISABLE_CONNECTION,
  /** Its streams get their new fields and types; no stream comes or goes. */
  PROPAGATE_COLUMNS,
  /** The same, and it gets new streams, and loses those that are gone. */
  PROPAGATE_FULLY;

  /** The name that Airbyte's own configuration API has for it. */
  private static final String DISABLE = "disable";

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean propagates() {
    return this == PROPAGATE_COLUMNS || this == PROPAGATE_FULLY;
  }

  /**
   * The policy of that name, in any case.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  static SchemaPolicy of(String wireName) {
    if (wireName.equalsIgnoreCase(DISABLE)) {
      return DISABLE_CONNECTION;
    }
    return Arrays.stream(values())
        .filter(policy -> policy.name().equalsIgnoreCase(wireName))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no behavior '%s'; there are: %s"
                    .formatted(
                        wireName,
                        Arrays.stream(values())
                            .map(SchemaPolicy::wireName)
                            .collect(Collectors.joining(", ")))));
  }
}
