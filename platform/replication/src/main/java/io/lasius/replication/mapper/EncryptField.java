package io.lasius.replication.mapper;

/**
 * Puts an encrypted value in a value's place, as lowercase hex, and the field under a new name.
 * What is encrypted is the value's text in UTF-8: of a string what it says, of anything else the
 * bytes as the source wrote them.
 *
 * @param fieldNameSuffix what the new name ends in; {@code _encrypted} unless given, and empty
 *     where the name stays
 */
public record EncryptField(String targetField, String fieldNameSuffix, FieldCipher cipher)
    implements Mapper {
  public static final String DEFAULT_SUFFIX = "_encrypted";

  public EncryptField {
    targetField = FieldNames.required(targetField, "encryption");
    fieldNameSuffix =
        fieldNameSuffix == null ? DEFAULT_SUFFIX : FieldNames.unicode(fieldNameSuffix);
    if (cipher == null) {
      throw new InvalidMappingException("encryption of field '" + targetField + "' needs a cipher");
    }
  }

  /** The field's name afterwards. */
  public String newName() {
    return targetField + fieldNameSuffix;
  }
}
