package io.lasius.server.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody on loopback who is told of events. It answers 200 unless it is told otherwise. */
final class Receiver implements AutoCloseable {
  /** In place of a status. */
  static final int NEVER = 0;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private final Deque<Integer> statuses = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer http;
  private volatile int always = 200;

  private Receiver(HttpServer http) {
    this.http = http;
  }

  static Receiver start() throws IOException {
    var receiver =
        new Receiver(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    receiver.http.setExecutor(receiver.threads);
    receiver.http.createContext("/", receiver::answer);
    receiver.http.start();
    return receiver;
  }

  String address(String path) {
    return "http://127.0.0.1:%d%s".formatted(http.getAddress().getPort(), path);
  }

  String host() {
    return "127.0.0.1:" + http.getAddress().getPort();
  }

  /** Answers the next posts so, and those after them with 200. */
  void answerWith(int... next) {
    synchronized (statuses) {
      for (int status : next) {
        statuses.add(status);
      }
    }
  }

  /** From now on answers so, unless told otherwise for a post. */
  void answerAlways(int status) {
    always = status;
  }

  /** The next post, which has come or comes soon. */
  Post next() throws InterruptedException {
    var post = posts.poll(20, TimeUnit.SECONDS);
    assertThat(post).as("a post").isNotNull();
    return post;
  }

  /** Those that have come. */
  List<Post> takeAll() {
    var all = new ArrayList<Post>();
    posts.drainTo(all);
    return all;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      posts.add(
          new Post(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders(),
              body));
      int status = nextStatus();
      if (status == NEVER) {
        closed.await();
        return;
      }
      var said = "you asked for %s".formatted(exchange.getRequestURI()).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Location", address("/elsewhere"));
      exchange.sendResponseHeaders(status, said.length);
      exchange.getResponseBody().write(said);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private int nextStatus() {
    synchronized (statuses) {
      return statuses.isEmpty() ? always : statuses.remove();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.close();
  }

  /** What was posted. */
  record Post(String method, String path, Headers headers, String body) {
    String header(String name) {
      return headers.getFirst(name);
    }

    JsonNode json() {
      try {
        return Json.parse(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("no JSON was posted: " + body, e);
      }
    }

    String type() {
      return json().path("type").asText();
    }

    /** Whether one of its signatures is by a secret. */
    boolean isSignedBy(String secret) throws GeneralSecurityException {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(Base64.getDecoder().decode(secret.split("_", 2)[1]), "HmacSHA256"));
      mac.update(header("webhook-id").getBytes(UTF_8));
      mac.update(".%s.".formatted(header("webhook-timestamp")).getBytes(UTF_8));
      var signature = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(UTF_8)));
      return List.of(header("webhook-signature").split(" ")).contains(signature);
    }
  }
}
