package io.lasius.replication.mapper;

/** Puts a field under a new name, at the same place in the record. */
public record RenameField(String originalFieldName, String newFieldName) implements Mapper {
  public RenameField {
    originalFieldName = FieldNames.required(originalFieldName, "renaming");
    newFieldName = FieldNames.required(newFieldName, "renaming of '" + originalFieldName + "'");
  }
}
