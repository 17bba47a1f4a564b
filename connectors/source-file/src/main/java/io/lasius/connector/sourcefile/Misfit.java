package io.lasius.connector.sourcefile;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a value that is not of its column's type, and of a row that is not whole. */
enum Misfit {
  /** The stream fails, and tells file, line and column. */
  @JsonProperty("fail")
  FAIL,
  /** The value is null, and the record's meta.changes says so. */
  @JsonProperty("set_null")
  SET_NULL
}
