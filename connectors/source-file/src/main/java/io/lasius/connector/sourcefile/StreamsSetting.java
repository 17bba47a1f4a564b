package io.lasius.connector.sourcefile;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What makes a stream. */
enum StreamsSetting {
  /** Each file, named after it. */
  @JsonProperty("per_file")
  PER_FILE,
  /** All files together. */
  @JsonProperty("single")
  SINGLE
}
