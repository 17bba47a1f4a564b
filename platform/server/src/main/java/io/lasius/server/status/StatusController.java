package io.lasius.server.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.container.DockerEngine;
import io.lasius.server.container.EngineException;
import io.lasius.server.http.Operation;
import io.lasius.server.job.Job;
import io.lasius.server.job.Jobs;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** A page for people: version, engine, running jobs, links. */
@Controller("/")
final class StatusController {
  private static final String PAGE = "status.html";

  private final Jobs jobs;
  private final ConnectionStore connections;
  private final DockerEngine engine;
  private final String page;

  StatusController(Jobs jobs, ConnectionStore connections, DockerEngine engine) throws IOException {
    this.jobs = jobs;
    this.connections = connections;
    this.engine = engine;
    this.page = read();
  }

  @Needs(Role.USER)
  @Operation(
      id = "getStatusPage",
      summary = "Shows version, engine and running jobs as a page for people.")
  @Get(produces = MediaType.TEXT_HTML)
  String page(Caller caller) {
    return page.replace("{version}", escaped(version()))
        .replace("{engine}", escaped(engineLine()))
        .replace("{jobs}", jobTable(caller));
  }

  private static String read() throws IOException {
    try (var in = StatusController.class.getResourceAsStream(PAGE)) {
      return new String(Objects.requireNonNull(in, PAGE).readAllBytes(), UTF_8);
    }
  }

  private static String version() {
    return Objects.requireNonNullElse(
        StatusController.class.getPackage().getImplementationVersion(), "development");
  }

  private String engineLine() {
    try {
      var info = engine.info();
      return "Docker %s (API %s), %s a bridge network"
          .formatted(info.version(), info.apiVersion(), info.bridge() ? "with" : "without");
    } catch (EngineException e) {
      return e.getMessage();
    }
  }

  private String jobTable(Caller caller) {
    var rows = jobs.live().stream().flatMap(job -> row(caller, job).stream()).toList();
    return rows.isEmpty()
        ? "<p>None.</p>"
        : "<table><tr><th>Job</th><th>Status</th><th>Connection</th><th>Since</th></tr>%s</table>"
            .formatted(String.join("", rows));
  }

  private Optional<String> row(Caller caller, Job job) {
    return connections
        .findById(job.connectionId())
        .filter(connection -> caller.may(Role.READER, connection.workspaceId()))
        .map(connection ->
            "<tr><td>%d</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(
                    job.number(), job.status(), escaped(connection.name()), job.createdAt()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
