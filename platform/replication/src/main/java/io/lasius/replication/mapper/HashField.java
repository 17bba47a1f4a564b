package io.lasius.replication.mapper;

import org.jspecify.annotations.Nullable;

/**
 * Puts the digest of a value in its place, as lowercase hex, and the field under a new name. What
 * is hashed is the salt, then the value's text, in UTF-8: of a string what it says, of a number or
 * a boolean the token as the source wrote it, of an object or an array its canonical text (keys in
 * the order of their UTF-16 units, of keys that occur twice the last, no white space, numbers as
 * written, in strings only what JSON demands escaped).
 *
 * @param method SHA-256 unless given
 * @param fieldNameSuffix what the new name ends in; {@code _hashed} unless given, and empty where
 *     the name stays
 * @param salt goes before each value; null for none
 */
public record HashField(
    String targetField, HashMethod method, String fieldNameSuffix, @Nullable String salt)
    implements Mapper {
  public static final String DEFAULT_SUFFIX = "_hashed";

  public HashField {
    targetField = FieldNames.required(targetField, "hashing");
    method = method == null ? HashMethod.SHA_256 : method;
    fieldNameSuffix =
        fieldNameSuffix == null ? DEFAULT_SUFFIX : FieldNames.unicode(fieldNameSuffix);
    salt = salt == null ? null : FieldNames.unicode(salt);
  }

  /** SHA-256 without a salt. */
  public static HashField of(String targetField) {
    return new HashField(targetField, HashMethod.SHA_256, DEFAULT_SUFFIX, null);
  }

  /** The field's name afterwards. */
  public String newName() {
    return targetField + fieldNameSuffix;
  }

  /** Without the salt. */
  @Override
  public String toString() {
    return "HashField[%s as %s, %s]".formatted(targetField, newName(), method.algorithm());
  }
}
