package io.lasius.connector.destinationpostgres;

import io.lasius.sdk.ConfigException;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses rows that cannot be told apart, or of which nobody can say whether they are the later
 * ones: to write them would lose others.
 */
final class KeyCheck {
  private final TableSchema schema;
  private final TableName table;
  private final List<Integer> key = new ArrayList<>();
  private final List<Integer> exact = new ArrayList<>();

  KeyCheck(RowIdentity identity, TableSchema schema, TableName table) {
    this.schema = schema;
    this.table = table;
    for (Column column : identity.key()) {
      key.add(schema.columns().indexOf(column));
    }
    exact.addAll(key);
    if (identity.cursor() != null) {
      exact.add(schema.columns().indexOf(identity.cursor()));
    }
    if (identity.deletedAt() != null) {
      exact.add(schema.columns().indexOf(identity.deletedAt()));
    }
  }

  /**
   * Whether a part of the row's key is null, though not all of it.
   *
   * @throws ConfigException where all of it is, or the key, the cursor or the mark of a deletion
   *     does not fit its column
   */
  boolean isPartial(RowEncoder row) throws ConfigException {
    for (int column : exact) {
      // A moment that is cut to microseconds still tells sooner from later.
      if (!row.fit(column).isKept() || (row.fit(column) != Fit.WHOLE && key.contains(column))) {
        Column wrong = schema.columns().get(column);
        throw new ConfigException(
            "a record has a value in '%s' that does not fit its column in %s, which is of type %s; the table is deduplicated by this field, so the record cannot be written without it"
                .formatted(wrong.field(), table, wrong.type().sql()));
      }
    }
    long nulls = key.stream().filter(row::isNull).count();
    if (nulls == key.size()) {
      throw new ConfigException(
          "a record for %s has no value in any field of its primary key %s, so it cannot be told from others"
              .formatted(table, key.stream().map(i -> schema.columns().get(i).field()).toList()));
    }
    return nulls > 0;
  }
}
