package io.lasius.sdk;

import java.io.IOException;

/**
 * What a {@link Source} or {@link Destination} implements beside its own where its users can count
 * records by a query, such as one in SQL. Its {@code image.properties} then say {@code
 * supports-count-query=true}.
 *
 * @param <C> the connector's settings
 */
public interface CountsByQuery<C extends Record> {
  /** The class of the settings, as {@link Connector#configType()}. */
  Class<C> configType();

  /**
   * Runs a query that changes nothing.
   *
   * @param query as its user wrote it; not blank
   * @return the one number that it finds, 0 or more
   * @throws ConfigException where the query or the settings must be changed, such as for a query
   *     that finds something else than one number
   * @throws TransientException where trying again may help
   */
  long count(C config, String query) throws ConnectorException, IOException, InterruptedException;
}
