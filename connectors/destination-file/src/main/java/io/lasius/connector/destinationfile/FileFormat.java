package io.lasius.connector.destinationfile;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How records are written. */
enum FileFormat {
  /** One JSON object a line, byte for byte as it came. */
  @JsonProperty("jsonl")
  JSON_LINES(".jsonl"),
  /** Comma-separated values below a header. */
  @JsonProperty("csv")
  CSV(".csv");

  private final String ending;

  FileFormat(String ending) {
    this.ending = ending;
  }

  String ending() {
    return ending;
  }
}
