package io.lasius.server.access;

import io.lasius.server.ServerSettings;
import io.lasius.server.http.Forwarded;
import io.lasius.server.http.Problem;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out what a browser sends for the page of another site, with the credentials that it
 * remembers of ours. Programs send neither of the headers looked at, and have no cookie.
 */
@Singleton
final class CrossSiteGuard {
  private static final String FETCH_SITE = "Sec-Fetch-Site";
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private final Set<String> allowed;

  CrossSiteGuard(ServerSettings settings) {
    this.allowed = Set.copyOf(settings.edge().corsOrigins());
  }

  /**
   * Lets a request on.
   *
   * @throws io.lasius.server.http.ProblemException 403 where another site's page sent it, or may
   *     have, unless it only reads, which no other site can see
   */
  void require(HttpRequest<?> request) {
    if (!AccessFilter.reads(request)) {
      var site = request.getHeaders().get(FETCH_SITE);
      var origin = request.getHeaders().get(HttpHeaders.ORIGIN);
      if (site == null && origin == null && BrowserCookie.SESSION.isAllOf(request)) {
        throw Problem.forbidden(
                "with a session's cookie alone a request must tell its page, by Origin or Sec-Fetch-Site, to change anything here; programs show a token in the header Authorization")
            .asException();
      }
      var ours = site == null ? isOurs(origin, request) : OURS.contains(site);
      if (!ours && (origin == null || !allowed.contains(origin))) {
        throw Problem.forbidden(
                "a page of another site (%s) may not change anything here"
                    .formatted(origin == null ? site : origin))
            .asException();
      }
    }
  }

  /** Old browsers tell their page's origin alone. */
  private static boolean isOurs(@Nullable String origin, HttpRequest<?> request) {
    return origin == null || origin.equals(Forwarded.origin(request));
  }
}
