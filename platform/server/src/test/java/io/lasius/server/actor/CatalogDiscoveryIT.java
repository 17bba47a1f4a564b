package io.lasius.server.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Docker;
import io.lasius.server.Installation;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.container.ContainerLabels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class CatalogDiscoveryIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void asksASourceOnceThoughItIsAskedForAsSoonAsItIsMade() throws Exception {
    var before = Instant.now();
    try (var server = ServerUnderTest.start(folder, Map.of("lasius.discover-wait", "60s"))) {
      var operator = new Operator(server.api());
      var source = operator.source("{'sourceType':'sample','count':10}");

      var streams = server.api().get("/streams?sourceId=" + source);

      assertThat(streams.status()).as(streams.body()).isEqualTo(200);
      assertThat(
              Docker.ofTests()
                  .lines(
                      "events",
                      "--since=" + before,
                      "--until=" + Instant.now(),
                      "--filter=event=create",
                      "--filter=label=%s=discover".formatted(ContainerLabels.ROLE),
                      "--filter=label=%s=%s"
                          .formatted(
                              ContainerLabels.INSTALLATION, server.bean(Installation.class).id())))
          .hasSize(1);
    }
  }

  @Test
  void asksAClientToTryAgainWhereASourceTakesLongerThanItWaits() throws Exception {
    try (var server = ServerUnderTest.start(folder, Map.of("lasius.discover-wait", "1ms"))) {
      var source = new Operator(server.api()).source("{'sourceType':'sample','count':10}");
      var streams = "/streams?sourceId=" + source;

      var early = server.api().get(streams + "&ignoreCache=true");

      assertThat(early.status()).as(early.body()).isEqualTo(409);
      assertThat(early.json().path("title").asText()).isEqualTo("try-again-later");
      assertThat(early.body())
          .contains("the source 'a source' is being discovered; try again in a moment");
      var later =
          Operator.await(() -> server.api().get(streams), LIMIT, answer -> answer.status() != 409);
      assertThat(later.status()).as(later.body()).isEqualTo(200);
      assertThat(later.body()).contains("users");
    }
  }
}
