package io.lasius.connector.destinationdiscard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.LogMessage;
import io.lasius.sdk.testkit.ConnectorCall;
import io.lasius.sdk.testkit.ConnectorHarness;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The image keeps the contract that the class keeps. */
final class DiscardDestinationImageIT extends DiscardDestinationTest {
  private static final String CATALOG =
      """
      {"streams": [{"sync_mode": "full_refresh", "destination_sync_mode": "append",
        "generation_id": 1, "minimum_generation_id": 0, "sync_id": 1,
        "stream": {"name": "users", "json_schema": {}, "supported_sync_modes": ["full_refresh"]}}]}
      """;

  @BeforeAll
  static void buildTheImage() throws Exception {
    int status =
        new ProcessBuilder("../../docker/images", "destination-discard")
            .inheritIO()
            .start()
            .waitFor();

    assertThat(status).as("exit status of docker/images destination-discard").isZero();
  }

  @Override
  protected ConnectorHarness connector() {
    return ConnectorHarness.ofImage(
        "lasius/destination-discard:dev", "--network=none", "--read-only", "--cap-drop=ALL");
  }

  @Test
  void saysHowMuchItDiscarded() throws Exception {
    var record =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":1,\"data\":{}}}";
    var complete =
        "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1,\"stream_status\":"
            + "{\"stream_descriptor\":{\"name\":\"users\"},\"status\":\"COMPLETE\"}}}";
    var catalog = Json.mapper().readValue(CATALOG, ConfiguredCatalog.class);

    var outcome =
        connector().run(ConnectorCall.write(config(), catalog), List.of(record, record, complete));

    assertThat(outcome.messages(LogMessage.class))
        .extracting(LogMessage::message)
        .containsExactly(
            "stream users: 2 records, %d bytes discarded".formatted(2 * record.length()));
  }
}
