package io.lasius.server.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets nobody in who does not show the instance's token, but for a look at its health. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class TokenFilter {
  private static final Set<String> OPEN = Set.of("/health", "/api/public/v1/health");
  private static final String BEARER = "bearer ";

  private final InstanceToken token;

  TokenFilter(InstanceToken token) {
    this.token = token;
  }

  @RequestFilter
  @Nullable HttpResponse<?> check(HttpRequest<?> request) {
    var path = request.getPath();
    var plain =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (OPEN.contains(plain) || StatusAccess.allows(request, token)) {
      return null;
    }
    var header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    if (header != null
        && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
        && token.is(header.substring(BEARER.length()).strip())) {
      return null;
    }
    return refusal(header);
  }

  private HttpResponse<?> refusal(@Nullable String header) {
    var wrong = header == null ? "the header Authorization is missing" : "the token is wrong";
    return ProblemController.answer(
            Problem.unauthorized(
                "%s; send 'Authorization: Bearer TOKEN' with the content of the server's file %s"
                    .formatted(wrong, token.file().getFileName())))
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }
}
