package io.lasius.server.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.server.access.Role;
import io.lasius.server.http.Problem;
import io.micronaut.http.HttpStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The problems that endpoints answer with: each status once, to be referred to. */
final class ProblemResponses {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Map<HttpStatus, String> MEANINGS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(HttpStatus.BAD_REQUEST, "The request makes no sense; the detail says why."),
              Map.entry(HttpStatus.UNAUTHORIZED, "No credentials, or wrong ones."),
              Map.entry(HttpStatus.FORBIDDEN, "The caller does not hold the role that this needs."),
              Map.entry(
                  HttpStatus.NOT_FOUND, "There is no such thing, or the caller may not see it."),
              Map.entry(HttpStatus.CONFLICT, "Not now, or not in the state that it is in."),
              Map.entry(HttpStatus.PRECONDITION_FAILED, "It has changed since it was read."),
              Map.entry(
                  HttpStatus.REQUEST_ENTITY_TOO_LARGE, "The body, or the address, is too large."),
              Map.entry(
                  HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                  "The body is of a type that is not read here."),
              Map.entry(
                  HttpStatus.UNPROCESSABLE_ENTITY,
                  "A connector does not take the configuration, or cannot do what is asked for."),
              Map.entry(HttpStatus.LOCKED, "Something that is under way holds it."),
              Map.entry(HttpStatus.TOO_MANY_REQUESTS, "Too many wrong logins of this name."),
              Map.entry(HttpStatus.NOT_IMPLEMENTED, "Clients know it; it is not offered here."),
              Map.entry(
                  HttpStatus.SERVICE_UNAVAILABLE,
                  "The container engine does not answer; try again.")));

  private ProblemResponses() {}

  /** The statuses of an endpoint: what its form brings about, and what it states. */
  static Set<HttpStatus> of(Endpoint endpoint, boolean takesParameters, boolean takesBody) {
    var found = new TreeSet<HttpStatus>();
    for (var status : endpoint.operation().problems()) {
      found.add(HttpStatus.valueOf(status));
    }
    if (endpoint.role() != Role.ANYBODY) {
      found.addAll(
          Set.of(HttpStatus.UNAUTHORIZED, HttpStatus.FORBIDDEN, HttpStatus.TOO_MANY_REQUESTS));
    }
    if (endpoint.changes()) {
      // What the page of another site sends.
      found.add(HttpStatus.FORBIDDEN);
    }
    if (takesBody) {
      found.add(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }
    if (takesBody || takesParameters) {
      found.addAll(Set.of(HttpStatus.BAD_REQUEST, HttpStatus.REQUEST_ENTITY_TOO_LARGE));
    }
    if (!endpoint.variables().isEmpty()) {
      found.add(HttpStatus.NOT_FOUND);
    }
    return found;
  }

  static ObjectNode reference(HttpStatus status) {
    return JSON.objectNode().put("$ref", "#/components/responses/" + name(status));
  }

  /** All of them. */
  static ObjectNode all(Schemas schemas) {
    var all = JSON.objectNode();
    MEANINGS.forEach((status, meaning) -> {
      var response = all.putObject(name(status)).put("description", meaning);
      response
          .putObject("content")
          .putObject("application/json")
          .set("schema", schemas.of(schemas.type(Problem.class), null));
    });
    return all;
  }

  /** As in {@code NotFound}. */
  private static String name(HttpStatus status) {
    if (!MEANINGS.containsKey(status)) {
      throw new IllegalStateException("no problem is known with status " + status.getCode());
    }
    return Arrays.stream(status.name().toLowerCase(Locale.ROOT).split("_"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
