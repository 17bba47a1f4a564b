package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import java.nio.ByteBuffer;

/**
 * A record that is set aside.
 *
 * @param why for the user; never a value of the record
 * @param line number of the source's line, from 1
 * @param message the source's own line, without its end: JSON, in one line. Valid during the call
 */
public record RejectedRecord(
    StreamDescriptor stream, Rejection reason, String why, long line, ByteBuffer message) {}
