package io.lasius.server.job;

import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.server.actor.Actors;
import io.lasius.server.command.CommandException;
import io.lasius.server.connection.Connection;
import io.lasius.server.container.EngineException;
import io.lasius.server.definition.Connector;
import io.lasius.server.definition.ConnectorProblems;
import io.lasius.server.http.Problem;
import jakarta.inject.Singleton;

/** Holds what is asked for against what the destination can do. */
@Singleton
class DestinationAbilities {
  private final Actors actors;

  DestinationAbilities(Actors actors) {
    this.actors = actors;
  }

  /**
   * Refuses what the destination would do otherwise than it was asked.
   *
   * @throws io.lasius.server.http.ProblemException 422 naming what it cannot do, and the way out
   */
  void require(Connection connection, JobType type) throws InterruptedException {
    if (type == JobType.SYNC) {
      return;
    }
    var destination = destination(connection);
    if (destination.supportsRefreshes()) {
      return;
    }
    var name = destination.definition().name();
    if (type.refreshes()) {
      throw Problem.unprocessable(
              "destination '%s' does not support refreshes: reset the streams and sync, which removes their data first"
                  .formatted(name))
          .asException();
    }
    var modes = destination.specification().supportedDestinationSyncModes();
    if (!modes.isEmpty() && !modes.contains(DestinationSyncMode.OVERWRITE)) {
      throw Problem.unprocessable(
              "destination '%s' can neither refresh nor overwrite, so its data cannot be removed from here"
                  .formatted(name))
          .asException();
    }
  }

  private Connector destination(Connection connection) throws InterruptedException {
    try {
      return actors.connector(actors.get(connection.destinationId()));
    } catch (CommandException e) {
      throw ConnectorProblems.of(e);
    } catch (EngineException e) {
      throw ConnectorProblems.of(e);
    }
  }
}
