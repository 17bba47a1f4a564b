package io.lasius.server.workspace;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody is told of one kind of events.
 *
 * @param url null for nowhere; an address may be a secret, so it is shown to users of the API alone
 */
public record Webhook(boolean enabled, @Nullable URI url) {
  /** Tells nobody. */
  static final Webhook NONE = new Webhook(false, null);

  /** The address is left out. */
  @Override
  public String toString() {
    return enabled ? "enabled" : "disabled";
  }
}
