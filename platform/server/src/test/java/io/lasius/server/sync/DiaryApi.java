package io.lasius.server.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A diary on loopback, one entry a day: {@code GET /ANY?until=DATE&from=DATE&to=DATE&page=1}, where
 * {@code from} and {@code to} may be missing. Every path has the same entries. It remembers who
 * asked for what, and can hold an answer back or fail.
 */
final class DiaryApi implements AutoCloseable {
  /** Entries of a page. */
  static final int PAGE = 4;

  /** Entry {@code n} is of this day and {@code n} more; ids come again after so many. */
  static final int IDS = 25;

  private static final LocalDate FIRST_DAY = LocalDate.parse("2024-01-01");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer http;
  private volatile Gate gate = new Gate(DiaryApi::none);
  private final AtomicReference<Predicate<Request>> failing = new AtomicReference<>(DiaryApi::none);

  private DiaryApi(HttpServer http) {
    this.http = http;
  }

  static DiaryApi start() throws IOException {
    var api =
        new DiaryApi(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    api.http.setExecutor(api.threads);
    api.http.createContext("/", api::answer);
    api.http.start();
    return api;
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** An entry as its number, id and day. */
  static String entry(int number) {
    return "%d %d %s".formatted(number, number % IDS + 1, day(number));
  }

  static String day(int number) {
    return FIRST_DAY.plusDays(number).toString();
  }

  /** From now on never answers requests like this, and answers all others. */
  Gate hold(Predicate<Request> like) {
    gate = new Gate(like);
    return gate;
  }

  /** From now on answers all requests; those that were held back stay so. */
  void holdNoMore() {
    gate = new Gate(DiaryApi::none);
  }

  /** Answers the next request like this with status 500. */
  void failOnce(Predicate<Request> like) {
    failing.set(like);
  }

  private static boolean none(Request request) {
    return request.stream().isEmpty();
  }

  private boolean fails(Request request) {
    var like = failing.get();
    return like.test(request) && failing.compareAndSet(like, DiaryApi::none);
  }

  /** The requests since the last call, those held back among them, in order. */
  List<Request> takeRequests() {
    synchronized (requests) {
      var taken = List.copyOf(requests);
      requests.clear();
      return taken;
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = Request.of(exchange);
      synchronized (requests) {
        requests.add(request);
      }
      holdBack(request);
      if (fails(request)) {
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      var body = request.page().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void holdBack(Request request) throws InterruptedException {
    var current = gate;
    if (current.like.test(request)) {
      current.arrived.countDown();
      closed.await();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.close();
  }

  /**
   * What was asked for.
   *
   * @param stream the path
   */
  record Request(String stream, Map<String, String> query) {
    Request {
      query = Map.copyOf(query);
    }

    private static Request of(HttpExchange exchange) {
      var query = new HashMap<String, String>();
      for (var pair : exchange.getRequestURI().getQuery().split("&", -1)) {
        var parts = pair.split("=", 2);
        query.put(parts[0], parts[1]);
      }
      return new Request(exchange.getRequestURI().getPath().substring(1), query);
    }

    boolean isOf(String name, int page) {
      return stream.equals(name) && number() == page;
    }

    /** The first day; empty where all are asked for. */
    String from() {
      return query.getOrDefault("from", "");
    }

    /** The page's. */
    int number() {
      return Integer.parseInt(query.getOrDefault("page", "1"));
    }

    private String page() {
      return IntStream.iterate(0, n -> day(n).compareTo(query.get("until")) <= 0, n -> n + 1)
          .filter(n -> day(n).compareTo(from()) >= 0)
          .filter(n -> day(n).compareTo(query.getOrDefault("to", "9")) <= 0)
          .skip((number() - 1L) * PAGE)
          .limit(PAGE)
          .mapToObj(n -> "{\"n\":%d,\"id\":%d,\"day\":\"%s\"}".formatted(n, n % IDS + 1, day(n)))
          .collect(Collectors.joining(",", "{\"entries\":[", "]}"));
    }
  }

  /** What is held back. */
  static final class Gate {
    private final Predicate<Request> like;
    private final CountDownLatch arrived = new CountDownLatch(1);

    private Gate(Predicate<Request> like) {
      this.like = like;
    }

    /** Waits until a request is held back. */
    void awaitRequest(Duration limit) throws InterruptedException {
      if (!arrived.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("no such request within " + limit);
      }
    }
  }
}
