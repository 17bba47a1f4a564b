package io.lasius.server.oidc;

/**
 * Who somebody is, by a provider's word.
 *
 * @param subject by which it tells people apart, and which it gives to nobody else
 * @param email which it has verified
 */
public record Identity(String issuer, String subject, String email, String name) {
  /** The same for the same person as long as there is the provider, whatever else changes. */
  public String key() {
    return issuer + " " + subject;
  }
}
