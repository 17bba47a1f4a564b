package io.lasius.server.http;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.util.Optional;

/**
 * How a browser, which sends no header of ours, sees the status page: by the token in its address
 * once, by a cookie from then on. The cookie opens that one page, never the API.
 */
public final class StatusAccess {
  private static final String PATH = "/";
  private static final String PARAMETER = "token";
  private static final String COOKIE = "lasius-status";

  private StatusAccess() {}

  static boolean allows(HttpRequest<?> request, InstanceToken token) {
    if (request.getMethod() != HttpMethod.GET || !request.getPath().equals(PATH)) {
      return false;
    }
    return byAddress(request, token)
        || request
            .getCookies()
            .findCookie(COOKIE)
            .map(cookie -> token.is(cookie.getValue()))
            .orElse(false);
  }

  /** The cookie for a browser that came with the token in its address. */
  public static Optional<Cookie> remember(HttpRequest<?> request) {
    return Optional.ofNullable(request.getParameters().get(PARAMETER))
        .map(token -> Cookie.of(COOKIE, token).path(PATH).httpOnly(true).sameSite(SameSite.Strict));
  }

  private static boolean byAddress(HttpRequest<?> request, InstanceToken token) {
    var shown = request.getParameters().get(PARAMETER);
    return shown != null && token.is(shown);
  }
}
