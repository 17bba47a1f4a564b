package io.lasius.server.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.UUID;

/** Posts events with the headers of the specification Standard Webhooks. Thread-safe. */
@Singleton
class SignedPosts {
  /** It refuses properties that it does not know. */
  private static final String TEXT_ONLY_HOST = "chat.googleapis.com";

  private final SigningSecrets secrets;
  private final WebhookClient client;
  private final InstantSource clock;

  SignedPosts(SigningSecrets secrets, WebhookClient client, InstantSource clock) {
    this.secrets = secrets;
    this.client = client;
    this.clock = clock;
  }

  /**
   * Posts an event; it is signed where the workspace has a signing secret.
   *
   * @param id the event's, the same at each try
   * @throws io.lasius.server.secret.SecretException if that secret was encrypted with another key
   */
  Answer post(UUID workspaceId, URI url, UUID id, ObjectNode event) throws InterruptedException {
    var now = clock.instant();
    var known = secrets.at(workspaceId, now);
    var shown = TEXT_ONLY_HOST.equalsIgnoreCase(url.getHost()) ? event.retain("text") : event;
    var body = Json.write(shown);
    var seconds = now.getEpochSecond();
    var headers = new LinkedHashMap<String, String>();
    headers.put("user-agent", "Lasius");
    headers.put("webhook-id", id.toString());
    headers.put("webhook-timestamp", Long.toString(seconds));
    if (!known.isEmpty()) {
      headers.put("webhook-signature", Signatures.header(known, id.toString(), seconds, body));
    }
    return client.post(url, headers, body);
  }
}
