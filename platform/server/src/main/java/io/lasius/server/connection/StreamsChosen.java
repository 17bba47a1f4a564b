package io.lasius.server.connection;

import io.lasius.protocol.catalog.Catalog;
import java.util.UUID;

/**
 * Somebody chose the streams of a connection, in the transaction that stores them.
 *
 * @param from what the source offered
 */
public record StreamsChosen(UUID connectionId, Catalog from) {}
