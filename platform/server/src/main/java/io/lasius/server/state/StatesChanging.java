package io.lasius.server.state;

import java.util.UUID;

/** The states of a connection are about to be set, in the transaction that stores them. */
public record StatesChanging(UUID connectionId) {}
