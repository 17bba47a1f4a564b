package io.lasius.server.status;

import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Health over HTTP, without a token: 200, or 503 where something is wrong. */
@Controller
final class HealthController {
  private static final String WELL = "ok";

  private final Health health;

  HealthController(Health health) {
    this.health = health;
  }

  /** Where clients of the API look. */
  @Needs(Role.ANYBODY)
  @Operation(
      id = "getHealth",
      summary = "Tells whether what the server needs is there, and what is wrong.",
      also = 503)
  @Get("/api/public/v1/health")
  HttpResponse<HealthResponse> apiHealth() {
    return health();
  }

  @Needs(Role.ANYBODY)
  @Operation(id = "getServerHealth", summary = "Tells the same at the root.", also = 503)
  @Get("/health")
  HttpResponse<HealthResponse> health() {
    var database = health.database();
    var response =
        new HealthResponse(
            word(database),
            word(health.engine()),
            word(health.disk()),
            // What is gone is not waited for twice.
            database == null ? health.pausedSince() : null);
    return HttpResponse.<HealthResponse>status(
            response.well() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(response);
  }

  private static String word(@Nullable String wrong) {
    return Objects.requireNonNullElse(wrong, WELL);
  }

  /**
   * On the wire.
   *
   * @param pausedSince since when no attempt begins; absent while they do. It is no illness.
   */
  record HealthResponse(
      String database,
      String engine,
      String disk,
      @Form(format = "date-time") @Nullable String pausedSince) {
    private boolean well() {
      return database.equals(WELL) && engine.equals(WELL) && disk.equals(WELL);
    }
  }
}
