package io.lasius.server.actor;

import io.lasius.protocol.message.ConnectionStatusMessage;
import io.lasius.replication.ConnectorCommand;
import io.lasius.server.command.CommandException;
import io.lasius.server.command.ConnectorCommands;
import io.lasius.server.container.EngineException;
import io.lasius.server.definition.ConnectorProblems;
import io.lasius.server.definition.Connectors;
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
      var launch =
          actors
              .connector(actor)
              .launch(
                  connectors.containerName("check"),
                  ConnectorCommand.check(actors.configuration(actor)),
                  Map.of(),
                  connectors.labels("check"));
      var answer = commands.run(launch, ConnectionStatusMessage.class);
      if (answer.newConfig() != null) {
        actors.replaceConfiguration(actor.id(), answer.newConfig());
      }
      return answer.message();
    } catch (CommandException e) {
      throw ConnectorProblems.of(actors.redacted(actor, e));
    } catch (EngineException e) {
      throw ConnectorProblems.of(e);
    }
  }
}
