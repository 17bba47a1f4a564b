package io.lasius.replication;

import java.util.List;

/**
 * What is wrong with a record.
 *
 * @param why for the user; never a value of the record
 * @param pointers JSON pointers, within the data, to the values in question; the empty one where it
 *     is no single value
 */
record RecordFault(Rejection reason, String why, List<String> pointers) {
  RecordFault {
    pointers = List.copyOf(pointers);
  }

  /** Whether each of them is a value that could be null instead. */
  boolean isAboutValues() {
    return !pointers.isEmpty() && !pointers.contains("");
  }
}
