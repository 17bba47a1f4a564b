package io.lasius.replication.mapper;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One step in what becomes of the records of a stream. It names fields at the top of a record, by
 * the names that the mappers before it left. Null stays null, and a missing field stays missing.
 *
 * <p>As JSON an object with a {@code type} and the components; a key that may be absent may be null
 * or missing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = HashField.class, name = "hashing"),
  @JsonSubTypes.Type(value = EncryptField.class, name = "encryption"),
  @JsonSubTypes.Type(value = RenameField.class, name = "field-renaming"),
  @JsonSubTypes.Type(value = FilterField.class, name = "field-filtering"),
  @JsonSubTypes.Type(value = FilterRows.class, name = "row-filtering")
})
public sealed interface Mapper
    permits HashField, EncryptField, RenameField, FilterField, FilterRows {}
