package io.lasius.server.status;

import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Operation;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** Health in the form of Airbyte's configuration API: 200, or 503 where something is wrong. */
@Controller("/api/v1/health")
final class ConfigHealthController {
  private final Health health;

  ConfigHealthController(Health health) {
    this.health = health;
  }

  @Needs(Role.ANYBODY)
  @Operation(
      id = "getHealthCheck",
      summary = "Tells whether all that the server needs is there.",
      also = 503)
  @Get
  HttpResponse<HealthCheck> health() {
    var available = health.well();
    return HttpResponse.<HealthCheck>status(
            available ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(new HealthCheck(available));
  }

  /** On the wire. */
  record HealthCheck(boolean available) {}
}
