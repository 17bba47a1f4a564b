package io.lasius.connector.sourcefile;

import java.util.List;

/**
 * Why a row is not whole.
 *
 * @param description what follows "the row …"
 * @param lost names of the fields that cannot be had; none named means all
 */
record RowProblem(String description, List<String> lost) {
  RowProblem {
    lost = List.copyOf(lost);
  }
}
