package io.lasius.server.state;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.StreamKey;
import io.lasius.server.http.Problem;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sets a connection's states: back to a version, or to what somebody brings. What it does is a new
 * version of each state that changes, which can be undone like any other.
 */
@Singleton
class StateHistory {
  private final StateVersionStore versions;
  private final ConnectionStateStore states;
  private final ConnectionStore connections;
  private final StateEffects effects;
  private final ApplicationEventPublisher<StatesChanging> changing;

  StateHistory(
      StateVersionStore versions,
      ConnectionStateStore states,
      ConnectionStore connections,
      StateEffects effects,
      ApplicationEventPublisher<StatesChanging> changing) {
    this.versions = versions;
    this.states = states;
    this.connections = connections;
    this.effects = effects;
    this.changing = changing;
  }

  /**
   * How a change is asked for.
   *
   * @param force whether also what loses records is done
   * @param dryRun whether it is only told what would be
   */
  record Wish(boolean force, boolean dryRun) {}

  /**
   * What a change does.
   *
   * @param undo the version to go back to in order to undo it; null where there was none
   * @param streams those that it concerns
   */
  record Outcome(@Nullable Long undo, List<StreamChange> streams) {
    Outcome {
      streams = List.copyOf(streams);
    }
  }

  /**
   * What a change does to a stream.
   *
   * @param from its version before, or that of all streams together; null where it has no state
   * @param to the version that it goes back to; null for no state, or one that was never there
   */
  record StreamChange(
      StreamDescriptor stream,
      @Nullable StateVersion from,
      @Nullable StateVersion to,
      StateEffect effect) {}

  /**
   * Sets states back to where they stood at a version.
   *
   * @param only the one stream that is meant; null for all
   * @throws io.lasius.server.http.ProblemException 404 where there is no such version; 409 while a
   *     job is under way, where retention has removed what it needs, or where it loses records and
   *     is not forced; 400 where the one stream has no state of its own
   */
  @Transactional
  public Outcome restore(
      UUID connectionId, long version, @Nullable StreamDescriptor only, Wish wish) {
    var connection = begin(connectionId, wish);
    if (versions.find(connectionId, version).isEmpty()) {
      throw Problem.notFound("state version", version).asException();
    }
    var now = standing(connectionId, Long.MAX_VALUE);
    var then = standing(connectionId, version);
    if (only != null) {
      refuseShared(connection, only, now, then);
    }
    var keys = only == null ? now.keys() : Set.of(StreamKey.of(only));
    keys.forEach(key -> refuseRemoved(connectionId, key, then));
    var changes =
        connection.streams().stream()
            .filter(stream -> only == null || only.equals(stream.descriptor()))
            .map(stream -> {
              var from = now.of(stream.descriptor());
              var to = then.of(stream.descriptor());
              return new StreamChange(
                  stream.descriptor(), from, to, effects.of(connectionId, stream, from, to));
            })
            .toList();
    if (proceed(changes, wish)) {
      keys.forEach(key -> restore(connectionId, key, now, then));
    }
    return new Outcome(now.newest(), changes);
  }

  private void restore(UUID connectionId, String key, StateStanding now, StateStanding then) {
    var to = then.ofKey(key);
    if (StateVersion.positionOf(now.ofKey(key)) == StateVersion.positionOf(to)) {
      return;
    }
    if (to == null) {
      states.forget(connectionId, key, StateOrigin.set(StateReason.RESTORE, null));
    } else {
      versions.restore(to.version());
    }
  }

  /**
   * Sets states to those that somebody brings. Streams that are not among them stay where they are,
   * unless the states are of another type than before.
   *
   * @throws io.lasius.server.http.ProblemException 400 where a stream is not the connection's; 409
   *     while a job is under way, or where it loses records and is not forced
   */
  @Transactional
  public Outcome bring(UUID connectionId, BroughtStates brought, Wish wish) {
    var connection = begin(connectionId, wish);
    var now = standing(connectionId, Long.MAX_VALUE);
    refuseStrangers(connection, brought, now);
    var changes =
        connection.streams().stream()
            .filter(stream -> brought.concerns(stream.descriptor(), now))
            .map(stream -> {
              var from = now.of(stream.descriptor());
              var state = brought.of(stream.descriptor());
              var to = state == null ? null : effects.equal(connectionId, state);
              var effect =
                  state != null && to == null
                      ? effects.ofStranger(connectionId, stream, from)
                      : effects.of(connectionId, stream, from, to);
              return new StreamChange(stream.descriptor(), from, to, effect);
            })
            .toList();
    if (proceed(changes, wish)) {
      for (var key : now.keys()) {
        if (brought.replaces(key)) {
          states.forget(connectionId, key, StateOrigin.set(StateReason.IMPORT, null));
        }
      }
      brought.states().forEach(state -> put(connectionId, state, now));
    }
    return new Outcome(now.newest(), changes);
  }

  private void put(UUID connectionId, BroughtStates.Brought state, StateStanding now) {
    var equal = effects.equal(connectionId, state);
    var present = now.ofKey(state.key());
    if (equal == null || StateVersion.positionOf(equal) != StateVersion.positionOf(present)) {
      var origin = StateOrigin.set(StateReason.IMPORT, equal == null ? null : equal.position());
      states.put(connectionId, state.message(), origin);
    }
  }

  /** Nobody else changes the connection or begins a job of it until the transaction's end. */
  private Connection begin(UUID connectionId, Wish wish) {
    if (wish.dryRun()) {
      return connections.findById(connectionId).orElseThrow();
    }
    var connection = connections.lock(connectionId).orElseThrow();
    changing.publishEvent(new StatesChanging(connectionId));
    return connection;
  }

  private StateStanding standing(UUID connectionId, long version) {
    return new StateStanding(versions.at(connectionId, version));
  }

  private static void refuseShared(
      Connection connection, StreamDescriptor only, StateStanding now, StateStanding then) {
    if (!connection.descriptors().contains(only)) {
      throw Problem.valueNotFound("stream of this connection", only.toString()).asException();
    }
    if (now.ofKey(StreamKey.ALL_STREAMS) != null || then.ofKey(StreamKey.ALL_STREAMS) != null) {
      throw Problem.badRequest(
              "the source keeps one state of all streams together, which can only be set as a whole: leave out 'stream'")
          .asException();
    }
  }

  private void refuseRemoved(UUID connectionId, String key, StateStanding then) {
    if (!then.knows(key) && versions.oldestRemoved(connectionId, key).orElse(false)) {
      throw Problem.stateConflict(
              "where %s stood at that version is not known any more: older versions were removed by retention"
                  .formatted(
                      key.equals(StreamKey.ALL_STREAMS)
                          ? "all streams together"
                          : "stream " + StreamKey.parse(key)))
          .asException();
    }
  }

  /** A stream that was taken out of the connection may have left its state behind. */
  private static void refuseStrangers(
      Connection connection, BroughtStates brought, StateStanding now) {
    for (var stream : brought.streams()) {
      if (!connection.descriptors().contains(stream) && now.ofKey(StreamKey.of(stream)) == null) {
        throw Problem.valueNotFound("stream of this connection", stream.toString()).asException();
      }
    }
  }

  private static boolean proceed(List<StreamChange> changes, Wish wish) {
    if (wish.dryRun()) {
      return false;
    }
    var losing =
        changes.stream()
            .filter(change -> change.effect().needsForce())
            .map(change -> change.stream() + " (" + change.effect().reason() + ")")
            .collect(Collectors.joining("; "));
    if (!wish.force() && !losing.isEmpty()) {
      throw Problem.stateConflict(
              "records would be missing at the destination: %s; 'force' does it nevertheless"
                  .formatted(losing))
          .asException();
    }
    return true;
  }
}
