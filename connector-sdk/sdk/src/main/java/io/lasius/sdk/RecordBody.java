package io.lasius.sdk;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes the fields of one record. */
@FunctionalInterface
public interface RecordBody {
  /**
   * Writes names and values; the braces around them are there already.
   *
   * <p>Where it throws, nothing of the record reaches the output.
   */
  void writeFields(JsonGenerator data) throws IOException;
}
