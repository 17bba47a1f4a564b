package io.lasius.replication;

import org.jspecify.annotations.Nullable;

/**
 * How much the source expects to read in this sync.
 *
 * @param records of all that it estimated; null where it told none
 * @param bytes the same, by the source's own measure
 * @param whole whether that is the whole sync, and not only some of its streams
 */
public record SyncEstimate(@Nullable Long records, @Nullable Long bytes, boolean whole) {}
