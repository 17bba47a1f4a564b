package io.lasius.server;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The provider of OpenID Connect that people log in at.
 *
 * @param issuer as the provider names itself, to the last slash
 */
public record OidcSettings(String issuer, String clientId, String clientSecret) {
  private static final String ISSUER = "oidc-issuer";

  /** Over plain HTTP, whoever is on the way could be anybody; on this machine nobody is. */
  private static final Pattern ADDRESS =
      Pattern.compile("https://\\S+|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?(/\\S*)?");

  /** The secret is one. */
  @Override
  public String toString() {
    return "client %s of %s".formatted(clientId, issuer);
  }

  /** Null where there is none. */
  static @Nullable OidcSettings of(SettingReader read) {
    var issuer = read.text(ISSUER, "");
    if (issuer.isEmpty()) {
      return null;
    }
    if (!ADDRESS.matcher(issuer).matches()) {
      throw SettingReader.wrong(
          ISSUER, issuer, "must be an address such as https://accounts.example.com");
    }
    return new OidcSettings(
        issuer,
        read.required("oidc-client-id", ISSUER),
        read.required("oidc-client-secret", ISSUER));
  }
}
