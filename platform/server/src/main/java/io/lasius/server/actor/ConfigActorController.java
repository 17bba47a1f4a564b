package io.lasius.server.actor;

import io.lasius.replication.ConnectorRole;
import io.lasius.replication.FailureOrigin;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.command.CommandException;
import io.lasius.server.container.EngineException;
import io.lasius.server.definition.ConnectorProblems;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Required;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sources and destinations in the form of Airbyte's configuration API. */
@Controller("/api/v1")
final class ConfigActorController {
  private static final String FAILED = "failed";

  private final Actors actors;
  private final ActorCheck check;
  private final InstantSource clock;

  ConfigActorController(Actors actors, ActorCheck check, InstantSource clock) {
    this.actors = actors;
    this.check = check;
    this.clock = clock;
  }

  @Needs(Role.RUNNER)
  @Operation(
      id = "checkConnectionToSource",
      summary = "Asks the connector whether the configuration of a source works.",
      problems = {404, 422, 503})
  @Post("/sources/check_connection")
  CheckRead checkSource(Caller caller, @Body ActorIdBody request) throws InterruptedException {
    return check(caller, ConnectorRole.SOURCE, Required.of("sourceId", request.sourceId()));
  }

  @Needs(Role.RUNNER)
  @Operation(
      id = "checkConnectionToDestination",
      summary = "Asks the connector whether the configuration of a destination works.",
      problems = {404, 422, 503})
  @Post("/destinations/check_connection")
  CheckRead checkDestination(Caller caller, @Body ActorIdBody request) throws InterruptedException {
    return check(
        caller, ConnectorRole.DESTINATION, Required.of("destinationId", request.destinationId()));
  }

  /** Clients know two answers alone: a connector that cannot even say no has failed, too. */
  private CheckRead check(Caller caller, ConnectorRole role, UUID id) throws InterruptedException {
    caller.trail().on(id);
    var actor = actors.find(caller, role, id);
    var type = "check_connection_" + actor.role().name().toLowerCase(Locale.ROOT);
    var began = clock.instant();
    try {
      var status = check.ask(actor);
      return new CheckRead(
          status.status().name().toLowerCase(Locale.ROOT),
          status.message(),
          ConfigCall.answered(type, began, clock.instant()));
    } catch (CommandException e) {
      if (e.origin(actor.role()) != FailureOrigin.of(actor.role())) {
        throw ConnectorProblems.of(e);
      }
      return new CheckRead(
          FAILED, e.getMessage(), ConfigCall.failed(type, began, clock.instant(), e.stderr()));
    } catch (EngineException e) {
      throw ConnectorProblems.of(e);
    }
  }

  /** On the wire. */
  record ActorIdBody(@Nullable UUID sourceId, @Nullable UUID destinationId) {}

  /**
   * On the wire.
   *
   * @param status succeeded or failed
   */
  record CheckRead(
      @Form(oneOf = {"succeeded", "failed"}) String status,
      @Nullable String message,
      ConfigCall jobInfo) {}
}
