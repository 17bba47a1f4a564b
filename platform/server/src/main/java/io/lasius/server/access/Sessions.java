package io.lasius.server.access;

import io.lasius.server.http.Forwarded;
import io.lasius.server.http.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Who is logged in, by a token that only their browser has. */
@Singleton
class Sessions {
  /** A day's work; then they log in again. */
  static final Duration LIFE = Duration.ofHours(12);

  private final SessionStore store;
  private final UserStore users;
  private final AuditLog audit;
  private final InstantSource clock;

  Sessions(SessionStore store, UserStore users, AuditLog audit, InstantSource clock) {
    this.store = store;
    this.users = users;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Logs somebody in, which ends the session that the browser had, and of which the audit log
   * tells.
   *
   * @return what the browser shows from now on
   * @throws io.lasius.server.http.ProblemException 401 where the password was changed, or the user
   *     deleted, after they had shown who they are
   */
  @Transactional
  Cookie begin(Caller caller, HttpRequest<?> request) {
    var shown = caller.user();
    var unchanged =
        users
            .lock(shown.id())
            .filter(user -> Objects.equals(user.passwordHash(), shown.passwordHash()));
    if (unchanged.isEmpty()) {
      throw Problem.unauthorized("the user was changed meanwhile; log in again").asException();
    }
    end(caller, request);
    return BrowserCookie.SESSION.with(request, begin(shown.id()));
  }

  /** Ends the session that the browser has, of which the audit log tells. */
  @Transactional
  void end(Caller caller, HttpRequest<?> request) {
    AccessFilter.remember(
        request, caller, audit.begin(caller, Forwarded.clientAddress(request), request));
    BrowserCookie.SESSION.of(request).ifPresent(this::end);
  }

  /** The token of a new session. */
  String begin(UUID userId) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    store.deleteExpired(now);
    var token = RandomSecret.make();
    store.save(new Session(RandomSecret.hash(token), userId, now, now.plus(LIFE)));
    return token;
  }

  /** Whose session a token is of; empty where it has ended. */
  Optional<UUID> find(String token) {
    return store
        .findById(RandomSecret.hash(token))
        .filter(session -> session.countsAt(clock.instant()))
        .map(Session::userId);
  }

  private void end(String token) {
    store.deleteById(RandomSecret.hash(token));
  }

  /** All of somebody. */
  void endAll(User user) {
    store.deleteOf(user.id());
  }
}
