package io.lasius.server.secret;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator keeps secrets, and which of them connectors may have.
 *
 * @param environmentPrefix how the names of such variables begin
 * @param folder of the files with one secret each
 * @param vault null for none
 */
public record ExternalSecretSettings(String environmentPrefix, Path folder, @Nullable Vault vault) {
  /**
   * A vault.
   *
   * @param address without a slash at its end
   * @param prefix how the paths of such secrets begin
   */
  public record Vault(URI address, String token, String prefix) {
    /** The token is a secret. */
    @Override
    public String toString() {
      return "vault at " + address;
    }
  }
}
