package io.lasius.server.admission;

/** What keeps jobs waiting has changed, and is stored: some may have their turn now. */
public record QueueChanged() {}
