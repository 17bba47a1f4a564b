package io.lasius.server.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.ConnectorSpecification;
import io.lasius.protocol.json.Json;
import io.lasius.server.http.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source that is described and not programmed: one image runs all of them. */
record DeclarativeManifest(ObjectNode json) {
  /** Where that image looks for it. */
  private static final String PROPERTY = "__injected_declarative_manifest";

  /**
   * One of a request.
   *
   * @throws io.lasius.server.http.ProblemException 400 where it does not tell how it is configured
   */
  static DeclarativeManifest checked(@Nullable ObjectNode json) {
    if (json == null) {
      throw Problem.badRequest("the property 'manifest' is missing").asException();
    }
    if (!json.at("/spec/connection_specification").isObject()) {
      throw Problem.badRequest(
              "the manifest has no object spec.connection_specification, which tells how its source is configured")
          .asException();
    }
    return new DeclarativeManifest(json);
  }

  /** The one of a definition that has one. */
  static DeclarativeManifest of(ConnectorDefinition definition) {
    return parse(Objects.requireNonNull(definition.manifest()));
  }

  /** One that is stored. */
  static DeclarativeManifest parse(String text) {
    try {
      return new DeclarativeManifest((ObjectNode) Json.parse(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored manifest cannot be read", e);
    }
  }

  String text() {
    return Json.write(json);
  }

  ConnectorSpecification specification() {
    var spec = json.path("spec");
    return new ConnectorSpecification(
        (ObjectNode) spec.path("connection_specification"),
        spec.path("documentation_url").asText(null),
        null,
        null,
        List.of(),
        null,
        Map.of());
  }

  ObjectNode into(ObjectNode configuration) {
    return configuration.<ObjectNode>deepCopy().set(PROPERTY, json);
  }

  static ObjectNode outOf(ObjectNode configuration) {
    var own = configuration.deepCopy();
    own.remove(PROPERTY);
    return own;
  }
}
