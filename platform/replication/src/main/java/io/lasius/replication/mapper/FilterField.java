package io.lasius.replication.mapper;

/** Leaves a field out. */
public record FilterField(String targetField) implements Mapper {
  public FilterField {
    targetField = FieldNames.required(targetField, "filtering of a field");
  }
}
