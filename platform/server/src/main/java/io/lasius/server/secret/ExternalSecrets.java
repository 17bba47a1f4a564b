package io.lasius.server.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Secrets that a configuration only names: in place of a secret's value it has <code>
 * {"_secret": "env:NAME"}</code>, and the value is read when a connector is run, so that one that
 * is changed outside counts from the next run on.
 */
public final class ExternalSecrets {
  private final Map<String, SecretProvider> providers;

  ExternalSecrets(Collection<SecretProvider> providers) {
    this.providers =
        providers.stream().collect(Collectors.toMap(SecretProvider::scheme, Function.identity()));
  }

  /** Those that an operator has set up. */
  public static ExternalSecrets of(
      Map<String, String> environment, ExternalSecretSettings settings) {
    var providers = new ArrayList<SecretProvider>();
    providers.add(new EnvironmentSecrets(environment, settings.environmentPrefix()));
    providers.add(new FileSecrets(settings.folder()));
    if (settings.vault() != null) {
      providers.add(new VaultSecrets(settings.vault()));
    }
    return new ExternalSecrets(providers);
  }

  /**
   * What a secret of a configuration is for its connector: itself, or what it names.
   *
   * @param workspace of the configuration
   * @throws ExternalSecretException if that cannot be had
   */
  JsonNode resolve(UUID workspace, JsonNode secret) {
    var reference = SecretReference.external(secret);
    return reference == null ? secret : TextNode.valueOf(read(workspace, reference));
  }

  private String read(UUID workspace, String reference) {
    int colon = reference.indexOf(':');
    var provider = providers.get(reference.substring(0, colon));
    if (provider == null) {
      throw ExternalSecretException.wrong(
          "the secret '%s' is of no provider that this server has: %s"
              .formatted(
                  reference, String.join(", ", providers.keySet().stream().sorted().toList())),
          null);
    }
    return provider.read(workspace, reference.substring(colon + 1));
  }
}
