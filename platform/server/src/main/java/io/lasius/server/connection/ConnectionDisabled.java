package io.lasius.server.connection;

/**
 * The platform made a connection inactive, in the transaction that stores it.
 *
 * @param connection as it is from now on; its {@code statusReason} says why
 * @param jobId the job that brought it about
 */
public record ConnectionDisabled(Connection connection, long jobId) {}
