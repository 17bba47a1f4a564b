package io.lasius.server.connection;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.SyncMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a stream is read and written. The names are those of the public API.
 *
 * <p>The protocol knows no overwrite that deduplicates: it is a deduplicating append of a new
 * generation, or a plain overwrite where the destination knows no generations.
 */
public enum StreamSyncMode {
  FULL_REFRESH_OVERWRITE(SyncMode.FULL_REFRESH, DestinationSyncMode.OVERWRITE),
  FULL_REFRESH_OVERWRITE_DEDUPED(SyncMode.FULL_REFRESH, DestinationSyncMode.APPEND_DEDUP),
  FULL_REFRESH_APPEND(SyncMode.FULL_REFRESH, DestinationSyncMode.APPEND),
  FULL_REFRESH_UPDATE(SyncMode.FULL_REFRESH, DestinationSyncMode.UPDATE),
  FULL_REFRESH_SOFT_DELETE(SyncMode.FULL_REFRESH, DestinationSyncMode.SOFT_DELETE),
  INCREMENTAL_APPEND(SyncMode.INCREMENTAL, DestinationSyncMode.APPEND),
  INCREMENTAL_DEDUPED_HISTORY(SyncMode.INCREMENTAL, DestinationSyncMode.APPEND_DEDUP),
  INCREMENTAL_UPDATE(SyncMode.INCREMENTAL, DestinationSyncMode.UPDATE),
  INCREMENTAL_SOFT_DELETE(SyncMode.INCREMENTAL, DestinationSyncMode.SOFT_DELETE);

  private final SyncMode source;
  private final DestinationSyncMode destination;

  StreamSyncMode(SyncMode source, DestinationSyncMode destination) {
    this.source = source;
    this.destination = destination;
  }

  public SyncMode source() {
    return source;
  }

  /** What the destination has to be able to do. */
  public DestinationSyncMode destination() {
    return destination;
  }

  /** Whether each sync replaces what the one before brought. */
  public boolean replacesData() {
    return this == FULL_REFRESH_OVERWRITE || this == FULL_REFRESH_OVERWRITE_DEDUPED;
  }

  /** Whether a record is found again by its key. */
  public boolean needsPrimaryKey() {
    return destination == DestinationSyncMode.APPEND_DEDUP
        || destination == DestinationSyncMode.UPDATE
        || destination == DestinationSyncMode.SOFT_DELETE;
  }

  /** What the destination is told: with generations, to replace is to append a new one. */
  public DestinationSyncMode destinationWith(boolean supportsRefreshes) {
    if (!replacesData()) {
      return destination;
    }
    if (!supportsRefreshes) {
      return DestinationSyncMode.OVERWRITE;
    }
    return this == FULL_REFRESH_OVERWRITE_DEDUPED
        ? DestinationSyncMode.APPEND_DEDUP
        : DestinationSyncMode.APPEND;
  }

  /** What the source is told: the modes that every source knows. */
  public DestinationSyncMode destinationForSource() {
    return switch (destination) {
      case UPDATE, SOFT_DELETE -> DestinationSyncMode.APPEND;
      case APPEND, OVERWRITE, APPEND_DEDUP ->
          replacesData() ? DestinationSyncMode.OVERWRITE : destination;
    };
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mode of that name, in any case.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  @JsonCreator
  public static StreamSyncMode of(String wireName) {
    for (var mode : values()) {
      if (mode.name().equalsIgnoreCase(wireName)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "there is no sync mode '%s'; there are: %s"
            .formatted(
                wireName,
                Arrays.stream(values())
                    .map(StreamSyncMode::wireName)
                    .collect(Collectors.joining(", "))));
  }
}
