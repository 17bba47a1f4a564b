package io.lasius.server.admission;

/** Syncs that come after another are owed, in the transaction that stores it. */
public record SyncsOwed() {}
