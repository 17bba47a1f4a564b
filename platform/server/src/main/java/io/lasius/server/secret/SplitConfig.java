package io.lasius.server.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;

/**
 * A configuration as it is stored, and the secrets that it newly refers to.
 *
 * @param config the configuration with a reference in place of each secret
 * @param secrets new secrets by their identifiers; those kept from before are not among them
 */
public record SplitConfig(ObjectNode config, Map<UUID, JsonNode> secrets) {
  public SplitConfig {
    secrets = Map.copyOf(secrets);
  }

  /** Shows no value. */
  @Override
  public String toString() {
    return "SplitConfig[secrets=" + secrets.keySet() + "]";
  }
}
