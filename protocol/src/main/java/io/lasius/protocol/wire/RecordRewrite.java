package io.lasius.protocol.wire;

import org.jspecify.annotations.Nullable;

/** Another name for the stream of a record. */
public record RecordRewrite(String name, @Nullable String namespace) {}
