package io.lasius.server.state;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Required;
import io.lasius.server.state.ConfigStateWire.ConnectionState;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** States in the form of Airbyte's configuration API. */
@Controller("/api/v1/state")
final class ConfigStateController {
  private final ConnectionStore connections;
  private final ConfigStates states;
  private final AuditedStates audited;

  ConfigStateController(ConnectionStore connections, ConfigStates states, AuditedStates audited) {
    this.connections = connections;
    this.states = states;
    this.audited = audited;
  }

  @Needs(value = Role.READER, reads = true)
  @Operation(id = "getState", summary = "Gets the states of a connection.", problems = 404)
  @Post("/get")
  ConnectionState get(Caller caller, @Body ConnectionIdBody request) {
    var connection = connections.get(caller, Required.of("connectionId", request.connectionId()));
    return get(connection.id());
  }

  ConnectionState get(UUID connectionId) {
    return ConnectionState.of(connectionId, states.of(connectionId));
  }

  /** All states in place of those before: a stream that is left out has none any more. */
  @Needs(Role.EDITOR)
  @Operation(
      id = "createOrUpdateStateSafe",
      summary = "Replaces all states of a connection.",
      problems = {404, 423})
  @Post("/create_or_update_safe")
  ConnectionState replace(Caller caller, @Body String body) {
    var sent = SentStates.of(body);
    var connection = connections.get(caller, sent.connectionId());
    return audited.change(caller, connection.id(), () -> replace(sent));
  }

  ConnectionState replace(SentStates sent) {
    states.replace(sent.connectionId(), sent.states());
    return get(sent.connectionId());
  }

  /** On the wire. */
  record ConnectionIdBody(@Nullable UUID connectionId) {}
}
