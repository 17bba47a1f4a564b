package io.lasius.server.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a connector answered.
 *
 * @param message the message that was asked for
 * @param newConfig the configuration that the connector asks to be stored in place of the one it
 *     got; null where it did not
 */
public record CommandAnswer<M>(M message, @Nullable ObjectNode newConfig) {}
