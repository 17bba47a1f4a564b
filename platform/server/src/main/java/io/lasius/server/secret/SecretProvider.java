package io.lasius.server.secret;

import java.util.UUID;

/** A place outside, where an operator keeps secrets. Thread-safe. */
interface SecretProvider {
  /** How references to its secrets begin, before the colon. */
  String scheme();

  /**
   * Reads a secret, as it is now.
   *
   * @param workspace of the configuration that names it
   * @param name what follows the colon
   * @throws ExternalSecretException if there is none, it cannot be reached, or may not be given to
   *     a connector; the message names it, and never a value
   */
  String read(UUID workspace, String name);
}
