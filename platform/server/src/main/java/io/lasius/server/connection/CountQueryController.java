package io.lasius.server.connection;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.actor.Actors;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The count queries of a connection over HTTP. Our own. */
@Controller("/api/public/v1/connections/{connectionId}/countQueries")
final class CountQueryController {
  private final ConnectionStore connections;
  private final ConnectionChanges changes;
  private final Actors actors;
  private final CountQueryStore store;

  CountQueryController(
      ConnectionStore connections,
      ConnectionChanges changes,
      Actors actors,
      CountQueryStore store) {
    this.connections = connections;
    this.changes = changes;
    this.actors = actors;
    this.store = store;
  }

  @Needs(Role.READER)
  @Operation(id = "getCountQueries", summary = "Lists the count queries of a connection.")
  @Get
  List<CountQueryBody> get(UUID connectionId) {
    var _ = connections.get(connectionId);
    return stored(connectionId);
  }

  /** All of them, in place of those before; from the end of the next attempt on. */
  @Needs(Role.EDITOR)
  @Operation(
      id = "putCountQueries",
      summary = "Sets all count queries of a connection.",
      problems = {422, 503})
  @Put
  List<CountQueryBody> put(Caller caller, UUID connectionId, @Body List<CountQueryBody> body)
      throws InterruptedException {
    var connection = connections.get(connectionId);
    var queries = body.stream().map(query -> query.in(connection)).toList();
    refuseTwoOfOneKind(queries);
    refuseSidesThatCannotCount(connection, queries);
    var before = stored(connectionId);
    store.put(connectionId, queries);
    var after = queries.stream().map(CountQueryBody::of).toList();
    caller.trail().changed(before, after);
    return after;
  }

  private List<CountQueryBody> stored(UUID connectionId) {
    return store.of(connectionId).stream().map(CountQueryBody::of).toList();
  }

  private static void refuseTwoOfOneKind(List<CountQuery> queries) {
    record Kind(StreamDescriptor stream, ConnectorRole side) {}
    var kinds = new HashSet<Kind>();
    for (var query : queries) {
      if (!kinds.add(new Kind(query.stream(), query.side()))) {
        throw Problem.badRequest(
                "stream %s has two queries of the %s, but may have one"
                    .formatted(query.stream(), name(query.side())))
            .asException();
      }
    }
  }

  private void refuseSidesThatCannotCount(Connection connection, List<CountQuery> queries)
      throws InterruptedException {
    var sides = EnumSet.noneOf(ConnectorRole.class);
    queries.forEach(query -> sides.add(query.side()));
    for (var side : sides) {
      var actor =
          actors.get(
              side == ConnectorRole.SOURCE ? connection.sourceId() : connection.destinationId());
      if (!changes.connector(actor).supportsCountQuery()) {
        throw Problem.unprocessable(
                "the %s '%s' cannot count by a query: its image has no label io.lasius.supports-count-query=true, and its definition does not say supportsCountQuery"
                    .formatted(name(side), actor.name()))
            .asException();
      }
    }
  }

  private static String name(ConnectorRole side) {
    return side.name().toLowerCase(Locale.ROOT);
  }
}
