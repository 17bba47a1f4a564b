package io.lasius.connector.destinationfile;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Whether files are compressed. */
enum Compression {
  @JsonProperty("none")
  NONE(""),
  @JsonProperty("gzip")
  GZIP(".gz");

  private final String ending;

  Compression(String ending) {
    this.ending = ending;
  }

  String ending() {
    return ending;
  }

  /** Reads a file that was written with this. */
  InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
    return this == NONE || Files.size(file) == 0 ? in : new GZIPInputStream(in);
  }
}
