package io.lasius.replication.mapper;

/**
 * Leaves out the records for which the condition does not hold; they count as filtered.
 *
 * @param conditions the condition that a record must meet: a tree
 */
public record FilterRows(RowCondition conditions) implements Mapper {
  public FilterRows {
    if (conditions == null) {
      throw new InvalidMappingException("filtering of rows needs a condition");
    }
  }
}
