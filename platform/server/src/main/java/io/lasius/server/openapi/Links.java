package io.lasius.server.openapi;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where to go on with what was made: from a POST to a list, to all that is about one of its things.
 */
final class Links {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ID = "id";

  private final List<Endpoint> endpoints;

  Links(List<Endpoint> endpoints) {
    this.endpoints = endpoints;
  }

  /** Those of an answer, by the names of the operations that they lead to. */
  ObjectNode from(Endpoint maker, JavaType answer) {
    var links = JSON.objectNode();
    if (maker.verb().equals("post")) {
      endpoints.stream()
          .filter(endpoint -> endpoint.path().startsWith(maker.path() + "/{"))
          .forEach(endpoint -> add(links, maker, answer, endpoint));
    }
    return links;
  }

  private static void add(ObjectNode links, Endpoint maker, JavaType answer, Endpoint target) {
    var known = maker.variables();
    var unknown = target.variables().stream().filter(name -> !known.contains(name)).toList();
    if (unknown.size() != 1) {
      return;
    }
    var variable = unknown.getFirst();
    property(answer, variable)
        .ifPresent(property -> {
          var link = links.putObject(target.id()).put("operationId", target.id());
          var parameters = link.putObject("parameters");
          known.forEach(name -> parameters.put(name, "$request.path." + name));
          parameters.put(variable, "$response.body#/" + property);
        });
  }

  /** Where an answer tells which thing it is. */
  private static Optional<String> property(JavaType answer, String variable) {
    var names = components(answer.getRawClass()).map(Schemas::wireName).toList();
    return Stream.of(variable, ID).filter(names::contains).findFirst();
  }

  private static Stream<RecordComponent> components(Class<?> type) {
    return type.isRecord()
        ? Arrays.stream(type.getRecordComponents())
        : type.isSealed()
            ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Links::components)
            : Stream.of();
  }
}
