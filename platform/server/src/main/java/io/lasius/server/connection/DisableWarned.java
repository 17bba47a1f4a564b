package io.lasius.server.connection;

/**
 * The platform is going to make a connection inactive; told once, in the transaction that stores
 * it.
 *
 * @param connection as it is from now on; its {@code statusReason} says why
 * @param jobId the job that brought it about
 */
public record DisableWarned(Connection connection, long jobId) {}
