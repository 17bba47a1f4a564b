package io.lasius.sdk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A connector: a {@link Source} or a {@link Destination}. {@link ConnectorMain} runs it.
 *
 * @param <C> its settings: a record whose components carry {@link io.lasius.sdk.config.Setting}
 */
public sealed interface Connector<C extends Record> permits Source, Destination {
  /** The class of the settings; the specification is derived from it. */
  Class<C> configType();

  /** Where the connector is documented, or null. */
  default @Nullable String documentationUrl() {
    return null;
  }

  /**
   * Returns normally where the configuration works.
   *
   * @throws ConfigException where the user must change it; its message is shown to them
   * @throws TransientException where trying again may help
   */
  void check(C config) throws ConnectorException, IOException, InterruptedException;
}
