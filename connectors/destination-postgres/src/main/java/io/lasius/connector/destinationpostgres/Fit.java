package io.lasius.connector.destinationpostgres;

import org.jspecify.annotations.Nullable;

/** What becomes of a value in its column, with the protocol's words for it. */
enum Fit {
  /** It is there as it was. */
  WHOLE(null, null),
  /** It has more digits than the column keeps, as a time has beyond microseconds. */
  TRUNCATED("TRUNCATED", "DESTINATION_FIELD_SIZE_LIMITATION"),
  /** It is no value of the column's type. */
  WRONG_TYPE("NULLED", "DESTINATION_TYPECAST_ERROR"),
  /** It is beyond the column's range. */
  OUT_OF_RANGE("NULLED", "DESTINATION_FIELD_SIZE_LIMITATION"),
  /** No text of the database can hold it: it has a NUL, or half a character. */
  UNSTORABLE("NULLED", "DESTINATION_SERIALIZATION_ERROR"),
  /** The stream's schema does not know the field, so it has no column. */
  NO_COLUMN("NULLED", "DESTINATION_SERIALIZATION_ERROR");

  private final @Nullable String change;
  private final @Nullable String reason;

  Fit(@Nullable String change, @Nullable String reason) {
    this.change = change;
    this.reason = reason;
  }

  /** Whether the value is in the column, at least in part. */
  boolean isKept() {
    return this == WHOLE || this == TRUNCATED;
  }

  /**
   * The entry for {@code _airbyte_meta.changes}.
   *
   * @param quotedField the field's name as JSON
   */
  String entry(String quotedField) {
    return "{\"field\":%s,\"change\":\"%s\",\"reason\":\"%s\"}"
        .formatted(quotedField, change, reason);
  }
}
