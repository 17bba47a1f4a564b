package io.lasius.server.access;

import io.lasius.server.http.Problem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong logins, which are limited: of a name from an address, and of a name from wherever. The
 * right password does not count, but is not looked at either while its name is held. Thread-safe.
 */
@Singleton
final class LoginAttempts {
  static final int MOST_FROM_ADDRESS = 10;
  static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int MOST_FROM_ANYWHERE = 100;

  /** So many names are remembered; what an attacker can fill is bounded. */
  private static final int MOST_NAMES = 10_000;

  private final InstantSource clock;
  private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>(16, 0.75f, true);

  LoginAttempts(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Lets a login be tried.
   *
   * @throws io.lasius.server.http.ProblemException 429 where too many were wrong
   */
  synchronized void require(String name, String address) {
    var now = clock.instant();
    if (count(from(name, address), now) >= MOST_FROM_ADDRESS
        || count(name, now) >= MOST_FROM_ANYWHERE) {
      throw Problem.tooManyRequests(
              "too many wrong logins of this name; it can be tried again in %d minutes at most"
                  .formatted(WINDOW.toMinutes()))
          .asException();
    }
  }

  synchronized void failed(String name, String address) {
    var now = clock.instant();
    note(from(name, address), now);
    note(name, now);
  }

  private void note(String key, Instant now) {
    failures.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(now);
    if (failures.size() > MOST_NAMES) {
      var eldest = failures.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  private int count(String key, Instant now) {
    var times = failures.get(key);
    if (times == null) {
      return 0;
    }
    while (!times.isEmpty() && !now.isBefore(times.peek().plus(WINDOW))) {
      times.remove();
    }
    if (times.isEmpty()) {
      failures.remove(key);
    }
    return times.size();
  }

  private static String from(String name, String address) {
    return address + " " + name;
  }
}
