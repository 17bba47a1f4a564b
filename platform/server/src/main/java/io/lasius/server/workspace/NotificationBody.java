package io.lasius.server.workspace;

import io.lasius.server.http.Form;
import io.lasius.server.http.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a workspace is told of one kind of events, on the wire. What is missing stays as it was. */
record NotificationBody(@Nullable Email email, @Nullable Hook webhook) {
  private static final int MAX_URL = 2048;

  /** By mail, which the platform does not send. */
  record Email(@Nullable Boolean enabled) {}

  /**
   * By a POST.
   *
   * @param url empty for none
   */
  record Hook(@Nullable Boolean enabled, @Form(maxLength = MAX_URL) @Nullable String url) {}

  /** All kinds, by their names. */
  static Map<String, NotificationBody> of(Map<NotificationKind, Webhook> webhooks) {
    var all = new LinkedHashMap<String, NotificationBody>();
    for (var kind : NotificationKind.values()) {
      var webhook = webhooks.getOrDefault(kind, Webhook.NONE);
      var url = webhook.url() == null ? null : webhook.url().toString();
      all.put(
          kind.wireName(),
          new NotificationBody(new Email(false), new Hook(webhook.enabled(), url)));
    }
    return all;
  }

  /**
   * The webhooks that a request changes, as they are from then on.
   *
   * @throws io.lasius.server.http.ProblemException 400 where a kind or an address is none; 422
   *     where mail is asked for, or a webhook without an address is to be enabled
   */
  static Map<NotificationKind, Webhook> changed(
      Map<NotificationKind, Webhook> before, Map<String, @Nullable NotificationBody> request) {
    var changed = new EnumMap<NotificationKind, Webhook>(NotificationKind.class);
    request.forEach((name, body) -> {
      var kind = NotificationKind.named(name).orElseThrow(() -> unknown(name));
      if (body != null) {
        changed.put(kind, body.over(kind, before.getOrDefault(kind, Webhook.NONE)));
      }
    });
    return changed;
  }

  private Webhook over(NotificationKind kind, Webhook before) {
    if (email != null && Boolean.TRUE.equals(email.enabled())) {
      throw Problem.unprocessable(
              "notifications.%s.email is enabled, but this platform sends no mail: set the webhook"
                  .formatted(kind.wireName()))
          .asException();
    }
    if (webhook == null) {
      return before;
    }
    var url = webhook.url() == null ? before.url() : url(kind, webhook.url());
    var enabled = webhook.enabled() == null ? before.enabled() : webhook.enabled();
    if (enabled && url == null) {
      throw Problem.unprocessable(
              "notifications.%s.webhook is enabled, but has no url".formatted(kind.wireName()))
          .asException();
    }
    return new Webhook(enabled, url);
  }

  /** The address is not repeated: it may be a secret. */
  private static @Nullable URI url(NotificationKind kind, String text) {
    if (text.isBlank()) {
      return null;
    }
    try {
      var url = new URI(text.strip());
      var scheme = url.getScheme();
      if (text.length() <= MAX_URL
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))) {
        return url;
      }
      throw noUrl(kind, null);
    } catch (URISyntaxException e) {
      throw noUrl(kind, e);
    }
  }

  private static RuntimeException noUrl(NotificationKind kind, @Nullable Exception cause) {
    var problem =
        Problem.badRequest(
            "notifications.%s.webhook.url must be an address such as https://example.com/path, of %d characters at most and without a user and password"
                .formatted(kind.wireName(), MAX_URL));
    return cause == null ? problem.asException() : problem.asException(cause);
  }

  private static RuntimeException unknown(String name) {
    var known =
        Arrays.stream(NotificationKind.values())
            .map(NotificationKind::wireName)
            .collect(Collectors.joining(", "));
    return Problem.badRequest("there is no notification '%s'; there are: %s".formatted(name, known))
        .asException();
  }
}
