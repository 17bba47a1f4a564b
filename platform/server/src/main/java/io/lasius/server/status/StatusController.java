package io.lasius.server.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.container.DockerEngine;
import io.lasius.server.container.EngineException;
import io.lasius.server.http.StatusAccess;
import io.lasius.server.job.Job;
import io.lasius.server.job.Jobs;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.stream.Collectors;

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

  @Get(produces = MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request) {
    var remembered = StatusAccess.remember(request);
    if (remembered.isPresent()) {
      // Out of the address, where others might see it.
      return HttpResponse.seeOther(URI.create("/")).cookie(remembered.get());
    }
    return HttpResponse.ok(
        page.replace("{version}", escaped(version()))
            .replace("{engine}", escaped(engineLine()))
            .replace("{jobs}", jobTable()));
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

  private String jobTable() {
    var live = jobs.live();
    if (live.isEmpty()) {
      return "<p>None.</p>";
    }
    return live.stream()
        .map(this::row)
        .collect(
            Collectors.joining(
                "",
                "<table><tr><th>Job</th><th>Status</th><th>Connection</th><th>Since</th></tr>",
                "</table>"));
  }

  private String row(Job job) {
    var name = connections.findById(job.connectionId()).map(Connection::name).orElse("");
    return "<tr><td>%d</td><td>%s</td><td>%s</td><td>%s</td></tr>"
        .formatted(job.number(), job.status(), escaped(name), job.createdAt());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
