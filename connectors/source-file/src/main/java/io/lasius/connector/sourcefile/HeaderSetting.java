package io.lasius.connector.sourcefile;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What names the columns of a CSV file. */
enum HeaderSetting {
  @JsonProperty("first_row")
  FIRST_ROW,
  /** Nothing: they are called column_1, column_2 and so on. */
  @JsonProperty("none")
  NONE
}
