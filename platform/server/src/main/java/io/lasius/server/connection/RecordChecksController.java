package io.lasius.server.connection;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Operation;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import java.util.UUID;

/** What is looked at while a connection's records move, over HTTP. Our own. */
@Controller("/api/public/v1/connections/{connectionId}/recordChecks")
final class RecordChecksController {
  private final ConnectionStore connections;
  private final RecordChecksStore store;

  RecordChecksController(ConnectionStore connections, RecordChecksStore store) {
    this.connections = connections;
    this.store = store;
  }

  @Needs(Role.READER)
  @Operation(
      id = "getRecordChecks",
      summary = "Tells what is looked at while the records of a connection move.")
  @Get
  RecordChecksBody get(UUID connectionId) {
    var _ = connections.get(connectionId);
    return RecordChecksBody.of(store.of(connectionId));
  }

  /** From the next attempt on. */
  @Needs(Role.EDITOR)
  @Operation(
      id = "putRecordChecks",
      summary = "Sets what is looked at while the records of a connection move.")
  @Put
  RecordChecksBody put(Caller caller, UUID connectionId, @Body RecordChecksBody body) {
    var _ = connections.get(connectionId);
    var checks = body.checks();
    var before = RecordChecksBody.of(store.of(connectionId));
    store.put(connectionId, checks);
    var after = RecordChecksBody.of(checks);
    caller.trail().changed(before, after);
    return after;
  }
}
