package io.lasius.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.ConfiguredStream;
import org.jspecify.annotations.Nullable;

/**
 * What to read of a stream.
 *
 * @param position what was last given to {@link StreamOutput#state}; null at first, and for a full
 *     refresh that begins anew
 */
public record ReadRequest(ConfiguredStream stream, @Nullable JsonNode position) {}
