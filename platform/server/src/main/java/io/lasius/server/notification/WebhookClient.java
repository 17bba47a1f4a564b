package io.lasius.server.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import io.lasius.server.ServerSettings;
import io.lasius.server.secret.Redaction;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Posts to receivers, and follows no redirect. Thread-safe. */
@Singleton
class WebhookClient {
  /** So much of an answer is kept. */
  private static final int EXCERPT_BYTES = 500;

  /** Exchanges have threads of their own, which can be interrupted: they touch no database. */
  private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();

  private final Duration timeout;
  private @Nullable HttpClient client;

  @Inject
  WebhookClient(ServerSettings settings) {
    this(settings.webhooks().timeout());
  }

  WebhookClient(Duration timeout) {
    this.timeout = timeout;
  }

  /** Ends what is under way: each such post fails. */
  @PreDestroy
  void close() {
    exchanges.shutdownNow();
  }

  /** Posts JSON, and waits for the whole answer within the limit that is set. */
  Answer post(URI url, Map<String, String> headers, String body) throws InterruptedException {
    var request = HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(body));
    request.header("content-type", "application/json");
    headers.forEach(request::header);
    var begun = System.nanoTime();
    var exchange = exchanges.submit(() -> exchange(request.build(), begun));
    try {
      return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      exchange.cancel(true);
      return failed(url, "did not answer within " + timeout.toMillis() / 1000.0 + " s", begun);
    } catch (ExecutionException e) {
      return failed(url, words(e.getCause()), begun);
    }
  }

  private Answer exchange(HttpRequest request, long begun)
      throws IOException, InterruptedException {
    var response = client().send(request, BodyHandlers.ofInputStream());
    try (var answer = response.body()) {
      var said = new String(answer.readNBytes(EXCERPT_BYTES), UTF_8).strip();
      return new Answer(response.statusCode(), redacted(request.uri(), said), since(begun));
    }
  }

  /** Made when it is first needed: it reads the certificates, and a start has no time for that. */
  private synchronized HttpClient client() {
    var made = client;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
      client = made;
    }
    return made;
  }

  private static Answer failed(URI url, String what, long begun) {
    return new Answer(null, redacted(url, url.getAuthority() + " " + what), since(begun));
  }

  private static String words(@Nullable Throwable cause) {
    return switch (cause) {
      case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
          "is no known name";
      case ConnectException _ -> "refuses connections";
      case InterruptedException _ -> "had not answered when the server was stopped";
      case null -> "did not answer";
      default -> "did not answer: " + cause;
    };
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** A path is what makes the address of a chat a secret; a receiver may repeat it. */
  private static String redacted(URI url, String text) {
    var path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    return Redaction.of(List.of(TextNode.valueOf(url.toString()), TextNode.valueOf(path)))
        .apply(text);
  }
}
