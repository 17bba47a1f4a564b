package io.lasius.server.actor;

import io.lasius.protocol.message.ConnectionStatusMessage;
import io.lasius.replication.ConnectorCommand;
import io.lasius.server.command.CommandException;
import io.lasius.server.command.ConnectorCommands;
import io.lasius.server.container.EngineException;
import io.lasius.server.definition.ConnectorProblems;
import io.lasius.server.definition.Connectors;
import io.lasius.server.secret.Redaction;
import jakarta.inject.Singleton;
import java.util.Map;

/** Runs a connector's check. */
@Singleton
final class ActorCheck {
  private final Actors actors;
  private final Connectors connectors;
  private final ConnectorCommands commands;

  ActorCheck(Actors actors, Connectors connectors, ConnectorCommands commands) {
    this.actors = actors;
    this.connectors = connectors;
    this.commands = commands;
  }

  /**
   * Whether the configuration works, by the connector's own word.
   *
   * @throws io.lasius.server.http.ProblemException 422 if it has none to say
   */
  ConnectionStatusMessage run(Actor actor) throws InterruptedException {
    try {
      return ask(actor);
    } catch (CommandException e) {
      throw ConnectorProblems.of(e);
    } catch (EngineException e) {
      throw ConnectorProblems.of(e);
    }
  }

  /** The same for whoever tells a connector that failed from a configuration that does not work. */
  ConnectionStatusMessage ask(Actor actor)
      throws EngineException, CommandException, InterruptedException {
    var configuration = actors.configuration(actor);
    var launch =
        actors
            .connector(actor)
            .launch(
                connectors.containerName("check"),
                ConnectorCommand.check(configuration.json()),
                Map.of(),
                connectors.labels("check"));
    try {
      var answer = commands.run(launch, ConnectionStatusMessage.class);
      return redacted(answer.message(), actors.noted(actor, configuration, answer.newConfig()));
    } catch (CommandException e) {
      throw e.redacted(actors.noted(actor, configuration, e.newConfig())::apply);
    }
  }

  private static ConnectionStatusMessage redacted(
      ConnectionStatusMessage status, Redaction redaction) {
    var message = status.message();
    return message == null
        ? status
        : new ConnectionStatusMessage(
            status.status(), redaction.apply(message), status.additionalProperties());
  }
}
