package io.lasius.server.access;

import io.lasius.server.http.Forwarded;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.time.Duration;
import java.util.Optional;

/**
 * What a browser keeps of ours. No script reads it, and of what pages of other sites let a browser
 * send, only a link that is followed has it.
 */
enum BrowserCookie {
  /** The token of a session. */
  SESSION("lasius_session", Sessions.LIFE),
  /** The secret of a login that was begun at a provider. */
  LOGIN("lasius_login", Duration.ofMinutes(10));

  /** With this, browsers take it over TLS alone, and from this host alone. */
  private static final String OF_THIS_HOST = "__Host-";

  private final String plainName;
  private final Duration life;

  BrowserCookie(String plainName, Duration life) {
    this.plainName = plainName;
    this.life = life;
  }

  /** What a request shows. */
  Optional<String> of(HttpRequest<?> request) {
    return request.getCookies().findCookie(name(request)).map(Cookie::getValue);
  }

  /** Whether it is all that a request shows of who sends it. */
  boolean isAllOf(HttpRequest<?> request) {
    return of(request).isPresent() && !request.getHeaders().contains(HttpHeaders.AUTHORIZATION);
  }

  /** With a value, for the answer to a request. */
  Cookie with(HttpRequest<?> request, String value) {
    return cookie(request, value, life);
  }

  /** So that the browser forgets it. */
  Cookie none(HttpRequest<?> request) {
    return cookie(request, "", Duration.ZERO);
  }

  private Cookie cookie(HttpRequest<?> request, String value, Duration age) {
    return Cookie.of(name(request), value)
        .path("/")
        .httpOnly(true)
        .secure(isByTls(request))
        .sameSite(SameSite.Lax)
        .maxAge(age);
  }

  private String name(HttpRequest<?> request) {
    return isByTls(request) ? OF_THIS_HOST + plainName : plainName;
  }

  private static boolean isByTls(HttpRequest<?> request) {
    return Forwarded.origin(request).startsWith("https:");
  }
}
