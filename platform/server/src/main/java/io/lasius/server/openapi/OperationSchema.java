package io.lasius.server.openapi;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Role;
import io.lasius.server.http.Form;
import io.lasius.server.http.Page;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.server.types.files.StreamedFile;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operation of the document. */
final class OperationSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SCHEMA = "schema";

  private final Endpoint endpoint;
  private final Schemas schemas;
  private final ArrayNode parameters = JSON.arrayNode();
  private @Nullable ObjectNode body;

  OperationSchema(Endpoint endpoint, Schemas schemas) {
    this.endpoint = endpoint;
    this.schemas = schemas;
  }

  ObjectNode json() {
    readArguments();
    var json = JSON.objectNode().put("operationId", endpoint.id());
    json.putArray("tags").add(Tags.of(endpoint.path()));
    json.put("summary", endpoint.summary());
    var role = endpoint.role();
    if (role != Role.ANYBODY && role != Role.USER) {
      json.put("description", "Needs the role %s.".formatted(role.words()));
    }
    json.put("x-lasius-role", role.words());
    if (!parameters.isEmpty()) {
      json.set("parameters", parameters);
    }
    if (body != null) {
      json.set("requestBody", body);
    }
    json.set("responses", responses());
    if (role == Role.ANYBODY) {
      json.putArray("security");
    }
    return json;
  }

  private void readArguments() {
    var arguments = endpoint.route().getTargetMethod().getArguments();
    var declared = endpoint.method().getParameters();
    for (int i = 0; i < arguments.length; i++) {
      read(arguments[i], declared[i]);
    }
    for (var variable : endpoint.variables()) {
      if (parameters.findValuesAsText("name").stream().noneMatch(variable::equals)) {
        // A method that does not care.
        parameter("path", variable, true, JSON.objectNode().put("type", "string"));
      }
    }
  }

  private void read(Argument<?> argument, Parameter declared) {
    var type = argument.getType();
    var form = declared.getAnnotation(Form.class);
    if (type == Caller.class || type == HttpRequest.class || isKind(argument)) {
      return;
    }
    if (argument.isAnnotationPresent(Body.class)) {
      body = body(argument, declared);
    } else if (argument.isAnnotationPresent(RequestBean.class)) {
      Arrays.stream(type.getRecordComponents())
          .forEach(component ->
              parameter(
                  "query",
                  component.getName(),
                  Schemas.isRequired(component),
                  paged(component.getName(), schemas.of(component))));
    } else {
      var schema = schemas.of(schemas.type(declared.getParameterizedType()), form);
      var name = endpoint.variable(argument.getName());
      var required = !argument.isNullable() || (form != null && form.required());
      if (endpoint.variables().contains(name)) {
        parameter("path", name, true, schema);
      } else {
        var header = argument.getAnnotationMetadata().stringValue(Header.class);
        var optional =
            argument
                .getAnnotationMetadata()
                .stringValue(Bindable.class, "defaultValue")
                .isPresent();
        parameter(
            header.isPresent() ? "header" : "query",
            header.orElse(name),
            required && !optional,
            paged(name, schema));
      }
    }
  }

  private boolean isKind(Argument<?> argument) {
    return !endpoint.kind().isEmpty() && argument.getName().equals("kind");
  }

  private void parameter(String place, String name, boolean required, ObjectNode schema) {
    parameters
        .addObject()
        .put("name", name)
        .put("in", place)
        .put("required", required)
        .set(SCHEMA, schema);
  }

  /** The slice of a list is limited alike everywhere. */
  private ObjectNode paged(String name, ObjectNode schema) {
    var answer = answer();
    if (answer != null && answer.getRawClass() == Page.class) {
      switch (name) {
        case "limit" ->
            schema
                .put("minimum", 1)
                .put("maximum", Page.MAX_LIMIT)
                .put("default", Page.DEFAULT_LIMIT);
        case "offset" -> schema.put("minimum", 0).put("default", 0);
        default -> {}
      }
    }
    return schema;
  }

  private ObjectNode body(Argument<?> argument, Parameter declared) {
    // Text is a body that is read unparsed, whatever JSON it holds.
    var schema =
        argument.getType() == String.class
            ? JSON.objectNode()
            : schemas.of(schemas.type(declared.getParameterizedType()), null);
    var json = JSON.objectNode().put("required", !argument.isNullable());
    var content = json.putObject("content");
    var types = endpoint.route().getConsumes();
    (types.isEmpty() ? List.of(MediaType.APPLICATION_JSON_TYPE) : types)
        .forEach(type -> content.putObject(type.getName()).set(SCHEMA, schema));
    return json;
  }

  private ObjectNode responses() {
    var responses = JSON.objectNode();
    var answer = answer();
    if (endpoint.operation().redirects()) {
      responses.putObject("303").put("description", "Where the browser is to go on.");
    } else if (isAbsent()) {
      // It has nothing but its problem.
      return problems(responses);
    } else if (answer == null) {
      responses.putObject("204").put("description", "Done.");
    } else {
      responses.set("200", response("As asked for.", answer));
      for (var status : endpoint.operation().also()) {
        responses.set(
            Integer.toString(status), response(HttpStatus.valueOf(status).getReason(), answer));
      }
    }
    return problems(responses);
  }

  private boolean isAbsent() {
    return Arrays.stream(endpoint.operation().problems())
        .anyMatch(status -> status == HttpStatus.NOT_IMPLEMENTED.getCode());
  }

  private ObjectNode problems(ObjectNode responses) {
    ProblemResponses.of(endpoint, !parameters.isEmpty(), body != null)
        .forEach(status ->
            responses.set(Integer.toString(status.getCode()), ProblemResponses.reference(status)));
    return responses;
  }

  private ObjectNode response(String description, JavaType answer) {
    var response = JSON.objectNode().put("description", description);
    var content = response.putObject("content");
    var types = endpoint.route().getProduces();
    (types.isEmpty() ? List.of(MediaType.APPLICATION_JSON_TYPE) : types)
        .forEach(type -> content.putObject(type.getName()).set(SCHEMA, schema(answer, type)));
    return response;
  }

  private ObjectNode schema(JavaType answer, MediaType type) {
    var raw = answer.getRawClass();
    if (type.equals(MediaType.TEXT_EVENT_STREAM_TYPE)
        || (raw == String.class && type.equals(MediaType.APPLICATION_JSON_TYPE))) {
      return JSON.objectNode();
    }
    return raw == StreamedFile.class || raw == byte[].class
        ? JSON.objectNode().put("type", "string")
        : schemas.of(answer, null);
  }

  /** What is in the body of an answer; null where it has none. */
  @Nullable JavaType answer() {
    if (endpoint.route().getAnnotationMetadata().hasAnnotation(Status.class)) {
      return null;
    }
    var type = schemas.type(endpoint.method().getGenericReturnType());
    if (type.getRawClass() != HttpResponse.class) {
      return type;
    }
    var inner = type.getBindings().getBoundType(0);
    return inner.getRawClass() == Object.class ? null : inner;
  }
}
