package io.lasius.server.job;

import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.http.Operation;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Status;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The memory that a connection's attempts were seen to use, over HTTP. Our own. */
@Controller("/api/public/v1/connections/{connectionId}/memory")
final class ConnectionMemoryController {
  private final ConnectionStore connections;
  private final MeasuredMemory measured;
  private final JobSignal signal;

  ConnectionMemoryController(
      ConnectionStore connections, MeasuredMemory measured, JobSignal signal) {
    this.connections = connections;
    this.measured = measured;
    this.signal = signal;
  }

  /**
   * On the wire.
   *
   * @param peakBytes of source and destination together; absent where nobody knows
   */
  record MemoryResponse(@Nullable Long peakBytes) {}

  @Needs(Role.READER)
  @Operation(
      id = "getConnectionMemory",
      summary = "Tells the memory that the attempts of a connection were seen to use.")
  @Get
  MemoryResponse get(UUID connectionId) {
    var _ = connections.get(connectionId);
    return new MemoryResponse(measured.of(connectionId).orElse(null));
  }

  /** The next attempt is taken to need what is stated for one that was never measured. */
  @Needs(Role.EDITOR)
  @Operation(
      id = "forgetConnectionMemory",
      summary = "Forgets the memory that the attempts of a connection were seen to use.")
  @Delete
  @Status(HttpStatus.NO_CONTENT)
  void forget(UUID connectionId) {
    var _ = connections.get(connectionId);
    measured.forget(connectionId);
    signal.jobsChanged();
  }
}
