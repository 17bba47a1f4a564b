package io.lasius.server.workspace;

import io.lasius.server.secret.EncryptedTexts;
import io.lasius.server.secret.SecretCipher;
import io.lasius.server.secret.SecretException;
import io.lasius.server.workspace.StoredWebhook.WebhookId;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where workspaces are told of what happens. Addresses leave the database decrypted only here. */
@Singleton
public class Webhooks implements EncryptedTexts {
  private static final Logger log = LoggerFactory.getLogger(Webhooks.class);

  private final WebhookStore store;
  private final SecretCipher cipher;

  Webhooks(WebhookStore store, SecretCipher cipher) {
    this.store = store;
    this.cipher = cipher;
  }

  /**
   * The one of a kind; it tells nobody where none was set.
   *
   * @throws io.lasius.server.secret.SecretException if its address was encrypted with another key
   */
  public Webhook of(UUID workspaceId, NotificationKind kind) {
    return store.findById(new WebhookId(workspaceId, kind)).map(this::read).orElse(Webhook.NONE);
  }

  /**
   * Those that were set. One whose address was encrypted with another key has none: a lost key is
   * no reason to show no workspace, and the address can be entered again.
   */
  Map<NotificationKind, Webhook> of(UUID workspaceId) {
    var webhooks = new EnumMap<NotificationKind, Webhook>(NotificationKind.class);
    store.of(workspaceId).forEach(stored -> webhooks.put(stored.id().kind(), readable(stored)));
    return webhooks;
  }

  private Webhook readable(StoredWebhook stored) {
    try {
      return read(stored);
    } catch (SecretException e) {
      log.warn("Webhook's address cannot be read: kind={}", stored.id().kind().wireName(), e);
      return new Webhook(stored.enabled(), null);
    }
  }

  /** Sets some, and leaves the others. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  void put(UUID workspaceId, Map<NotificationKind, Webhook> changed) {
    changed.forEach((kind, webhook) -> {
      var url = webhook.url();
      var row =
          new StoredWebhook(
              new WebhookId(workspaceId, kind),
              webhook.enabled(),
              url == null ? null : cipher.encrypt(workspaceId, url.toString()));
      if (store.existsById(row.id())) {
        store.update(row);
      } else {
        store.save(row);
      }
    });
  }

  @Override
  public int encryptAnew(SecretCipher other) {
    var all = store.findAll().stream().filter(stored -> stored.url() != null).toList();
    all.forEach(stored ->
        store.update(
            new StoredWebhook(
                stored.id(),
                stored.enabled(),
                other.encryptAnew(
                    stored.id().workspaceId(), Objects.requireNonNull(stored.url())))));
    return all.size();
  }

  private Webhook read(StoredWebhook stored) {
    var url = stored.url();
    return new Webhook(
        stored.enabled(),
        url == null ? null : URI.create(cipher.decrypt(stored.id().workspaceId(), url)));
  }
}
