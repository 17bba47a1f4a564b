package io.lasius.server.connection;

import java.util.UUID;

/** A connection is about to get other streams or modes, in the transaction that stores them. */
public record StreamsChanging(UUID connectionId) {}
