package io.lasius.connector.destinationfile;

import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.sdk.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How the records of a stream lie in a file.
 *
 * @param columns of a CSV file; null where records are JSON lines
 */
record RecordLayout(Compression compression, @Nullable CsvColumns columns) {
  static RecordLayout of(FileDestinationConfig config, ConfiguredStream stream)
      throws ConfigException {
    return new RecordLayout(
        config.compression(),
        switch (config.format()) {
          case JSON_LINES -> null;
          case CSV -> CsvColumns.of(stream);
        });
  }
}
