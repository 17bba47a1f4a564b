package io.lasius.server.secret;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator keeps secrets, and which of them connectors may have. Where a prefix or the
 * folder holds {@value #WORKSPACE}, the identifier of a workspace stands there, and what is found
 * is for that workspace alone; else it is for all of them.
 *
 * @param environmentPrefix how the names of such variables begin
 * @param folder of the files with one secret each
 * @param vault null for none
 */
public record ExternalSecretSettings(
    String environmentPrefix, String folder, @Nullable Vault vault) {
  private static final String WORKSPACE = "{workspace}";

  /**
   * A vault.
   *
   * @param address without a slash at its end
   * @param prefix how the paths of such secrets begin, with a slash at its end
   */
  public record Vault(URI address, String token, String prefix) {
    /** The token is a secret. */
    @Override
    public String toString() {
      return "vault at " + address;
    }
  }

  /** What a prefix or folder is for a workspace. */
  static String of(String workspace, String setting) {
    return setting.replace(WORKSPACE, workspace);
  }
}
