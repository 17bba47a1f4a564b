package io.lasius.server.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Secrets of a HashiCorp Vault, or of what speaks as its key-value engine does (version 1 or 2):
 * {@code PATH#KEY}, where the path is as in its HTTP API, such as {@code secret/data/shop}.
 */
final class VaultSecrets implements SecretProvider {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9_./-]*)#([A-Za-z0-9_.-]+)");

  private final ExternalSecretSettings.Vault settings;

  VaultSecrets(ExternalSecretSettings.Vault settings) {
    this.settings = settings;
  }

  @Override
  public String scheme() {
    return "vault";
  }

  @Override
  public String read(UUID workspace, String name) {
    var parts = NAME.matcher(name);
    if (!parts.matches() || name.contains("..")) {
      throw ExternalSecretException.wrong(
          "'%s' is no path and key of a vault, such as secret/data/shop#password".formatted(name),
          null);
    }
    var path = parts.group(1);
    var begin = ExternalSecretSettings.of(workspace.toString(), settings.prefix());
    if (!path.startsWith(begin)) {
      throw ExternalSecretException.wrong(
          "the vault's path %s is not for connectors: those begin with %s (LASIUS_VAULT_PREFIX)"
              .formatted(path, begin),
          null);
    }
    var value = member(path, parts.group(2));
    if (value == null || !value.isValueNode()) {
      throw ExternalSecretException.wrong(
          "the vault's %s has no key %s with a text".formatted(path, parts.group(2)), null);
    }
    return value.asText();
  }

  /** Version 2 of the engine has the data one level deeper, beside what it knows of them. */
  private @Nullable JsonNode member(String path, String key) {
    var data = fetch(path).path("data");
    var inner = data.path("data");
    return inner.isObject() && data.has("metadata") ? inner.get(key) : data.get(key);
  }

  private String refusal(String path, int status) {
    return "the vault at %s answered %d for %s: see that it is there, and that the token may read it"
        .formatted(settings.address(), status, path);
  }

  private JsonNode fetch(String path) {
    var request =
        HttpRequest.newBuilder(URI.create("%s/v1/%s".formatted(settings.address(), path)))
            .timeout(LIMIT)
            .header("X-Vault-Token", settings.token())
            .GET()
            .build();
    try (var http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= SERVER_ERROR) {
        throw ExternalSecretException.away(refusal(path, answer.statusCode()), null);
      }
      if (answer.statusCode() != OK) {
        throw ExternalSecretException.wrong(refusal(path, answer.statusCode()), null);
      }
      return Json.parse(answer.body());
    } catch (JsonProcessingException e) {
      // What the parser says shows a part of it.
      throw ExternalSecretException.wrong(
          "the vault at %s answered with no JSON for %s".formatted(settings.address(), path), null);
    } catch (IOException e) {
      throw ExternalSecretException.away(
          "the vault at %s does not answer (%s)".formatted(settings.address(), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ExternalSecretException.away("interrupted while the vault was asked for " + path, e);
    }
  }
}
