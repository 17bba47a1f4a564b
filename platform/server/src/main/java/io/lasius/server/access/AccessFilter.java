package io.lasius.server.access;

import io.lasius.server.http.Forwarded;
import io.lasius.server.http.Problem;
import io.lasius.server.http.ProblemException;
import io.lasius.server.http.Problems;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request on to its endpoint if its caller holds the role that the endpoint states, and
 * keeps what it changed in the audit log.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AccessFilter implements Ordered {
  private static final String ENTRY = "lasius.audit-entry";
  private static final String PAGE = "/";

  private final Authentication authentication;
  private final CrossSiteGuard crossSite;
  private final AuditLog audit;
  private final ObjectPlaces places;

  AccessFilter(
      Authentication authentication,
      CrossSiteGuard crossSite,
      AuditLog audit,
      ObjectPlaces places) {
    this.authentication = authentication;
    this.crossSite = crossSite;
    this.audit = audit;
    this.places = places;
  }

  /** Behind the framework's answers to what browsers ask before they send a request. */
  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.order();
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Nullable HttpResponse<?> check(HttpRequest<?> request) {
    try {
      let(request);
      return null;
    } catch (ProblemException e) {
      // What a filter answers itself does not come by it again.
      note(request, e.problem().status());
      return answer(request, e.problem());
    }
  }

  @ResponseFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void note(HttpRequest<?> request, MutableHttpResponse<?> response) {
    note(request, response.code());
  }

  private void note(HttpRequest<?> request, int status) {
    var entry = request.getAttribute(ENTRY, UUID.class);
    if (entry.isPresent()) {
      var trail = CallerBinder.of(request).orElseThrow().trail();
      audit.end(entry.get(), trail, status);
    }
  }

  /** Whose doing a request is, and the audit log's entry that gets the status of its answer. */
  static void remember(HttpRequest<?> request, Caller caller, UUID entry) {
    CallerBinder.remember(request, caller);
    request.setAttribute(ENTRY, entry);
  }

  private void let(HttpRequest<?> request) {
    crossSite.require(request);
    var match = RouteAttributes.getRouteMatch(request);
    var needed = match.flatMap(AccessFilter::needed);
    if (needed.filter(role -> role == Role.ANYBODY).isPresent()) {
      return;
    }
    var address = Forwarded.clientAddress(request);
    var known = authentication.of(request, address);
    if (match.isEmpty()) {
      // The framework says that there is no such path, to those it concerns.
      return;
    }
    var caller =
        known.at(
            needed.orElseThrow(() ->
                Problem.forbidden("this endpoint states no role that would open it")
                    .asException()));
    CallerBinder.remember(request, caller);
    if (!reads(request) && !reads(match.get())) {
      remember(request, caller, audit.begin(caller, address, request));
    }
    require(caller, needed.get(), match.get().getVariableValues());
  }

  private void require(Caller caller, Role needed, Map<String, Object> path) {
    path.values().forEach(caller.trail()::on);
    if (needed.ofWorkspace()) {
      places.require(caller, path);
    } else {
      caller.requireEverywhere();
    }
  }

  private static Optional<Role> needed(RouteMatch<?> match) {
    return match.getAnnotationMetadata().enumValue(Needs.class, Role.class);
  }

  private static boolean reads(RouteMatch<?> match) {
    return match.getAnnotationMetadata().booleanValue(Needs.class, "reads").orElse(false);
  }

  /** Whether a request changes nothing, by its method. */
  static boolean reads(HttpRequest<?> request) {
    return switch (request.getMethod()) {
      case GET, HEAD, OPTIONS -> true;
      default -> false;
    };
  }

  private static HttpResponse<?> answer(HttpRequest<?> request, Problem problem) {
    var answer = Problems.answer(problem);
    return problem.status() == HttpResponse.unauthorized().code()
        // For the page a browser asks its user; for the API it must not.
        ? answer.header(
            HttpHeaders.WWW_AUTHENTICATE,
            request.getPath().equals(PAGE) ? "Basic realm=\"Lasius\", charset=\"UTF-8\"" : "Bearer")
        : answer;
  }
}
