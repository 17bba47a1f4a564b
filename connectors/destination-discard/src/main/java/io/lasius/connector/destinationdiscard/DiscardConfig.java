package io.lasius.connector.destinationdiscard;

/** There is nothing to set. */
record DiscardConfig() {}
