package io.lasius.server.actor;

import io.lasius.protocol.catalog.Catalog;
import java.time.Instant;

/**
 * What a source offers.
 *
 * @param discoveredAt when it said so
 */
public record KnownCatalog(Catalog catalog, Instant discoveredAt) {}
