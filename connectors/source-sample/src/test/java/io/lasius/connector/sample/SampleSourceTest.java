package io.lasius.connector.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.CatalogMessage;
import io.lasius.protocol.message.RecordMessage;
import io.lasius.protocol.wire.MessageCodec;
import io.lasius.sdk.testkit.ConnectorCall;
import io.lasius.sdk.testkit.ConnectorHarness;
import io.lasius.sdk.testkit.SourceContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class SampleSourceTest {
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");

  @Nested
  class WithStatesByStream extends SampleContract {
    WithStatesByStream() {
      super("stream");
    }
  }

  @Nested
  class WithGlobalStates extends SampleContract {
    WithGlobalStates() {
      super("global");
    }
  }

  @Nested
  class WithLegacyStates extends SampleContract {
    WithLegacyStates() {
      super("legacy");
    }
  }

  abstract static class SampleContract extends SourceContract {
    private final String stateType;

    SampleContract(String stateType) {
      this.stateType = stateType;
    }

    @Override
    protected ConnectorHarness connector() {
      return ConnectorHarness.of(new SampleSource());
    }

    @Override
    protected JsonNode config() {
      return settings(25).put("records_per_state", 10).put("state_type", stateType);
    }

    @Override
    protected Optional<JsonNode> wrongConfig() {
      return Optional.of(settings(-1));
    }
  }

  @Test
  void anotherSeedGivesOtherRows() throws Exception {
    assertThat(users(settings(5).put("seed", 1))).isNotEqualTo(users(settings(5).put("seed", 2)));
  }

  @Test
  void moreRowsLeaveTheFirstOnesAsTheyWere() throws Exception {
    assertThat(users(settings(9))).startsWith(users(settings(5)).toArray(JsonNode[]::new));
  }

  @Test
  void recordsAreAboutAsLongAsTheyAreAskedToBe() throws Exception {
    var config = settings(50).put("record_bytes", 1000);

    var outcome = ConnectorHarness.of(new SampleSource()).run(readUsers(config));

    for (RecordMessage record : outcome.messages(RecordMessage.class)) {
      assertThat(MessageCodec.write(record).length).isBetween(950, 1050);
    }
  }

  private static ObjectNode settings(long count) {
    return Json.mapper().createObjectNode().put("count", count);
  }

  private static List<JsonNode> users(JsonNode config) throws Exception {
    return ConnectorHarness.of(new SampleSource()).run(readUsers(config)).records(USERS);
  }

  private static ConnectorCall readUsers(JsonNode config) throws Exception {
    var users =
        ConnectorHarness.of(new SampleSource())
            .run(ConnectorCall.discover(config))
            .messages(CatalogMessage.class)
            .getFirst()
            .catalog()
            .streams()
            .getFirst();
    return ConnectorCall.read(
        config,
        ConfiguredCatalog.of(
            List.of(ConfiguredStream.of(users, SyncMode.INCREMENTAL, DestinationSyncMode.APPEND))));
  }
}
