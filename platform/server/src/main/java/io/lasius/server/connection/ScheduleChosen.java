package io.lasius.server.connection;

/**
 * Somebody gave a connection a schedule, or switched it on or off, in the transaction that stores
 * it.
 *
 * @param connection as it is from now on
 */
public record ScheduleChosen(Connection connection) {}
