package io.lasius.server.secret;

import java.util.Map;
import java.util.UUID;

/**
 * Secrets in the server's environment: the variables whose names begin as the operator says, since
 * others hold what no connector is to have, such as the server's own key.
 */
final class EnvironmentSecrets implements SecretProvider {
  private final Map<String, String> environment;
  private final String prefix;

  EnvironmentSecrets(Map<String, String> environment, String prefix) {
    this.environment = Map.copyOf(environment);
    this.prefix = prefix;
  }

  @Override
  public String scheme() {
    return "env";
  }

  @Override
  public String read(UUID workspace, String name) {
    var begin = ExternalSecretSettings.of(workspace.toString().replace('-', '_'), prefix);
    if (!name.startsWith(begin)) {
      throw ExternalSecretException.wrong(
          "the variable %s is not for connectors: those begin with %s (LASIUS_SECRET_ENV_PREFIX)"
              .formatted(name, begin),
          null);
    }
    var value = environment.get(name);
    if (value == null) {
      throw ExternalSecretException.wrong(
          "the server's environment has no variable %s; set it and start the server again"
              .formatted(name),
          null);
    }
    return value;
  }
}
