package io.lasius.server.openapi;

import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Operation;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A method of HTTP at a path.
 *
 * @param verb as in {@code get}
 * @param path with its variables in braces
 * @param kind what stands in the path where the route lets it be one of two; empty where it does
 *     not
 * @param id the one with that name
 */
record Endpoint(String verb, String path, String kind, String id, UriRouteInfo<?, ?> route) {
  /** A route whose path has one of two words, which are two paths in a document. */
  private static final Pattern CHOICE = Pattern.compile("\\{kind:(\\w+)\\|(\\w+)}");

  private static final String SOURCES = "sources";
  private static final String ACTOR = "actorId";

  /** All that there are, by path; without HEAD, which the framework makes of each GET. */
  static List<Endpoint> all(Router router) {
    var found =
        router
            .uriRoutes()
            .filter(route -> !route.getHttpMethodName().equals("HEAD"))
            .flatMap(Endpoint::of)
            .sorted(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::verb))
            .toList();
    return distinct(found);
  }

  /**
   * The router tells of each twice. A method that answers at several paths has a number in its id
   * from the second on.
   */
  private static List<Endpoint> distinct(List<Endpoint> found) {
    var seen = new HashMap<String, Integer>();
    var distinct = new LinkedHashMap<String, Endpoint>();
    for (var endpoint : found) {
      var place = endpoint.verb + " " + endpoint.path;
      if (!distinct.containsKey(place)) {
        int number = seen.merge(endpoint.id, 1, Integer::sum);
        distinct.put(place, number == 1 ? endpoint : endpoint.named(endpoint.id + number));
      }
    }
    return List.copyOf(distinct.values());
  }

  private static Stream<Endpoint> of(UriRouteInfo<?, ?> route) {
    var template = route.getUriMatchTemplate().toString();
    var choice = CHOICE.matcher(template);
    return choice.find()
        ? Stream.of(choice.group(1), choice.group(2))
            .map(kind -> of(route, choice.replaceFirst(kind), kind))
        : Stream.of(of(route, template, ""));
  }

  private static Endpoint of(UriRouteInfo<?, ?> route, String path, String kind) {
    var endpoint =
        new Endpoint(
            route.getHttpMethodName().toLowerCase(Locale.ROOT),
            path.replace("{" + ACTOR + "}", "{" + variable(ACTOR, kind) + "}"),
            kind,
            "",
            route);
    return endpoint.named(
        endpoint
            .operation()
            .id()
            .replace("{Kind}", kind.equals(SOURCES) ? "Source" : "Destination"));
  }

  private Endpoint named(String name) {
    return new Endpoint(verb, path, kind, name, route);
  }

  private static String variable(String argument, String kind) {
    return argument.equals(ACTOR) ? one(kind) + "Id" : argument;
  }

  /** A path's variable that an argument takes. */
  String variable(String argument) {
    return variable(argument, kind);
  }

  private static String one(String kind) {
    return kind.equals(SOURCES) ? "source" : "destination";
  }

  String summary() {
    return operation().summary().replace("{kind}", one(kind));
  }

  Operation operation() {
    var stated = method().getAnnotation(Operation.class);
    if (stated == null) {
      throw new IllegalStateException("the endpoint %s states no operation".formatted(path));
    }
    return stated;
  }

  Role role() {
    return route
        .getAnnotationMetadata()
        .enumValue(Needs.class, Role.class)
        .orElseThrow(() -> new IllegalStateException(path + " states no role"));
  }

  Method method() {
    return route.getTargetMethod().getTargetMethod();
  }

  boolean changes() {
    return !verb.equals("get");
  }

  /** Those in the path. */
  List<String> variables() {
    return variables(path);
  }

  static List<String> variables(String path) {
    return Pattern.compile("\\{(\\w+)}")
        .matcher(path)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
