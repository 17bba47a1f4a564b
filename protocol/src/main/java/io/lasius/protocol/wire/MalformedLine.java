package io.lasius.protocol.wire;

import io.lasius.protocol.catalog.StreamDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A line that is no message: a line of the connector's log, never passed on.
 *
 * @param excerpt the beginning of its text; of a line that looks like a record nothing is shown
 * @param reason what is wrong with it
 * @param undeliveredRecord whether it looks like a record: then the destination misses one
 * @param stream the stream of the undelivered record, where the line tells it beyond doubt
 */
public record MalformedLine(
    long number,
    int length,
    String excerpt,
    String reason,
    boolean undeliveredRecord,
    @Nullable StreamDescriptor stream)
    implements Line {}
