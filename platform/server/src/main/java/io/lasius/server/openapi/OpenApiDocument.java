package io.lasius.server.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.micronaut.web.router.Router;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API as an OpenAPI document. It is made of what the endpoints state when it is asked for
 * first, so that a start costs nothing. Thread-safe.
 */
@Singleton
final class OpenApiDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String VERSION = "3.1.0";

  private final Router router;
  private @Nullable String text;

  OpenApiDocument(Router router) {
    this.router = router;
  }

  synchronized String text() {
    if (text == null) {
      text = Json.write(make());
    }
    return text;
  }

  private ObjectNode make() {
    var schemas = new Schemas();
    var endpoints = Endpoint.all(router);
    var links = new Links(endpoints);
    var document = JSON.objectNode().put("openapi", VERSION);
    document.set("info", info());
    document.putArray("servers").addObject().put("url", "/");
    document.set("security", security());
    var paths = document.putObject("paths");
    for (var endpoint : endpoints) {
      var operation = new OperationSchema(endpoint, schemas);
      var json = operation.json();
      var answer = operation.answer();
      if (answer != null) {
        var found = links.from(endpoint, answer);
        if (!found.isEmpty() && json.path("responses").path("200") instanceof ObjectNode response) {
          response.set("links", found);
        }
      }
      paths.withObjectProperty(endpoint.path()).set(endpoint.verb(), json);
    }
    var components = document.putObject("components");
    components.set("securitySchemes", securitySchemes());
    components.set("responses", ProblemResponses.all(schemas));
    components.set("schemas", schemas.all());
    return document;
  }

  private static ObjectNode info() {
    var info =
        JSON.objectNode()
            .put("title", "Lasius")
            .put("version", version())
            .put(
                "description",
                "Airbyte's public API under /api/public/v1 with more of our own, and what clients use of Airbyte's configuration API under /api/v1. Times are RFC 3339, or seconds since 1970 where they are integers; durations are ISO 8601.");
    info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
    return info;
  }

  private static String version() {
    return Objects.requireNonNullElse(
        OpenApiDocument.class.getPackage().getImplementationVersion(), "development");
  }

  /** Either of them, unless an operation says otherwise. */
  private static ArrayNode security() {
    var security = JSON.arrayNode();
    security.addObject().putArray("bearer");
    security.addObject().putArray("basic");
    return security;
  }

  private static ObjectNode securitySchemes() {
    var schemes = JSON.objectNode();
    schemes
        .putObject("bearer")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "An access token of an application, or a personal token.");
    schemes
        .putObject("basic")
        .put("type", "http")
        .put("scheme", "basic")
        .put(
            "description",
            "An application's client id and secret, or a user's e-mail address and password.");
    return schemes;
  }
}
