package io.lasius.server.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.replication.ConnectorCommand;
import io.lasius.server.actor.Actor;
import io.lasius.server.actor.Actors;
import io.lasius.server.attemptlog.AttemptLog;
import io.lasius.server.command.CommandException;
import io.lasius.server.command.ConnectorCommands;
import io.lasius.server.container.EngineException;
import io.lasius.server.job.RunningAttempt;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the connectors of an attempt for one answer, while they move no records. */
@Singleton
final class AttemptCommands {
  private final SyncPlanner planner;
  private final Actors actors;
  private final ConnectorCommands commands;

  AttemptCommands(SyncPlanner planner, Actors actors, ConnectorCommands commands) {
    this.planner = planner;
    this.actors = actors;
    this.commands = commands;
  }

  /**
   * Asks one. What it asks to store is stored.
   *
   * @param command by the actor's configuration
   * @param wanted the message that is its answer
   * @param log learns the secrets of what the connector gets, and of what it asks to store
   */
  <M extends ProtocolMessage> M ask(
      RunningAttempt attempt,
      Actor actor,
      Function<String, ConnectorCommand> command,
      Class<M> wanted,
      AttemptLog log)
      throws EngineException, CommandException, InterruptedException {
    var launch =
        planner.launch(
            attempt.lease(),
            actors.connector(actor),
            command.apply(planner.configuration(actor, log)));
    try {
      var answer = attempt.interruptibly(() -> commands.run(launch, wanted));
      store(actor, answer.newConfig(), log);
      return answer.message();
    } catch (CommandException e) {
      // What it asked for before it failed may be all that works from now on.
      store(actor, e.newConfig(), log);
      throw e;
    }
  }

  private void store(Actor actor, @Nullable ObjectNode newConfig, AttemptLog log)
      throws EngineException, CommandException, InterruptedException {
    if (newConfig != null) {
      log.redactAlso(actors.redaction(actor.id(), newConfig));
      actors.replaceConfiguration(actor.id(), newConfig);
    }
  }
}
