package io.lasius.sdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.message.CatalogMessage;
import io.lasius.protocol.message.ConnectionStatusMessage;
import io.lasius.protocol.message.SpecMessage;
import io.lasius.protocol.message.StreamStatusTrace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every source does. A connector's test extends it, and names the connector and a
 * configuration that finds some records, the same at each read.
 */
public abstract class SourceContract {
  /** The connector under test. */
  protected abstract ConnectorHarness connector();

  /** A configuration that works, with at least one stream of two records or more. */
  protected abstract JsonNode config();

  /** A configuration that does not work; empty where there is none. */
  protected Optional<JsonNode> wrongConfig() {
    return Optional.empty();
  }

  /**
   * Whether a read that resumes may repeat records which the state has passed, as with a cursor
   * that several rows share. It must still miss none.
   */
  protected boolean mayRepeatRecords() {
    return false;
  }

  @Test
  void specIsOneMessageWithAnObjectSchema() throws Exception {
    var outcome = run(ConnectorCall.spec());

    assertThat(outcome.messages()).singleElement().isInstanceOf(SpecMessage.class);
    var schema = outcome.messages(SpecMessage.class).getFirst().spec().connectionSpecification();
    assertThat(schema.path("type").asText()).isEqualTo("object");
    assertThat(schema.path("properties").isObject()).isTrue();
  }

  @Test
  void checkAcceptsAConfigurationThatWorks() throws Exception {
    var outcome = run(ConnectorCall.check(config()));

    assertThat(outcome.messages(ConnectionStatusMessage.class))
        .containsExactly(ConnectionStatusMessage.succeeded());
  }

  @Test
  void checkRefusesAConfigurationThatDoesNotWorkAndSaysWhy() throws Exception {
    JsonNode wrong =
        wrongConfig()
            .orElseGet(() -> Assumptions.abort("every valid configuration of this source works"));

    var outcome = run(ConnectorCall.check(wrong));

    assertThat(outcome.messages(ConnectionStatusMessage.class))
        .singleElement()
        .satisfies(status -> {
          assertThat(status.status()).isEqualTo(ConnectionStatusMessage.Status.FAILED);
          assertThat(status.message()).isNotBlank();
        });
  }

  @Test
  void discoverShowsStreamsWithDifferentNames() throws Exception {
    Catalog catalog = discovered();

    assertThat(catalog.streams()).isNotEmpty();
    assertThat(catalog.streams()).extracting(CatalogStream::descriptor).doesNotHaveDuplicates();
  }

  @Test
  void readTellsEachStreamFromItsStartToItsEnd() throws Exception {
    var outcome = once(ConnectorCall.read(config(), everything(SyncMode.FULL_REFRESH)));

    for (CatalogStream stream : discovered().streams()) {
      assertThat(outcome.statuses(stream.descriptor()))
          .startsWith(StreamStatusTrace.Status.STARTED)
          .endsWith(StreamStatusTrace.Status.COMPLETE);
    }
    assertThat(outcome.errors()).isEmpty();
  }

  @Test
  void readReadsOnlyTheConfiguredStreams() throws Exception {
    var one = everything(SyncMode.FULL_REFRESH).streams().getFirst();

    var outcome = run(ConnectorCall.read(config(), ConfiguredCatalog.of(List.of(one))));

    assertThat(new ReadTrace(outcome).streams()).isSubsetOf(one.descriptor());
  }

  @Test
  void recordsHaveNoFieldThatTheSchemaDoesNotShow() throws Exception {
    var trace =
        new ReadTrace(once(ConnectorCall.read(config(), everything(SyncMode.FULL_REFRESH))));

    for (CatalogStream stream : discovered().streams()) {
      JsonNode properties = stream.jsonSchema().path("properties");
      for (JsonNode record : trace.records(stream.descriptor())) {
        record
            .fieldNames()
            .forEachRemaining(field -> assertThat(properties.has(field)).as(field).isTrue());
      }
    }
  }

  @Test
  void aReadWithoutStateFindsTheSameAgain() throws Exception {
    var call = ConnectorCall.read(config(), everything(SyncMode.FULL_REFRESH));

    var first = new ReadTrace(once(call));
    var second = new ReadTrace(run(call));

    assertThat(first.records()).isNotEmpty().isEqualTo(second.records());
  }

  @Test
  void eachStateCountsTheRecordsSinceTheLastOne() throws Exception {
    var trace = new ReadTrace(once(incrementalRead()));

    for (ReadTrace.Position position : trace.positions()) {
      assertThat(position.countedRecords()).isEqualTo(position.recordsSinceLastState());
    }
  }

  @Test
  void aReadFromAnyStateMissesNothingAndRepeatsNothing() throws Exception {
    var call = incrementalRead();
    var whole = new ReadTrace(once(call));
    assertThat(whole.positions()).as("states").isNotEmpty();

    for (ReadTrace.Position position : whole.somePositions()) {
      var rest = new ReadTrace(run(call.withState(position.stateFile())));

      for (var stream : position.recordsAfter().entrySet()) {
        List<JsonNode> resumed = rest.records(stream.getKey());
        if (mayRepeatRecords()) {
          assertThat(resumed)
              .as(describe(stream.getKey(), position))
              .containsAll(stream.getValue());
        } else {
          assertThat(resumed).as(describe(stream.getKey(), position)).isEqualTo(stream.getValue());
        }
      }
    }
  }

  private ConnectorOutcome run(ConnectorCall call) throws IOException, InterruptedException {
    return ended(connector().run(call));
  }

  /** The answer that another test has got already, or a new one. */
  private ConnectorOutcome once(ConnectorCall call) throws IOException, InterruptedException {
    return ended(AnsweredCalls.once(getClass(), connector(), call));
  }

  private static ConnectorOutcome ended(ConnectorOutcome outcome) {
    assertThat(outcome.strayLines()).as("lines that are no message").isEmpty();
    assertThat(outcome.status()).as("exit status; errors: %s", outcome.errors()).isZero();
    return outcome;
  }

  private Catalog discovered() throws IOException, InterruptedException {
    return once(ConnectorCall.discover(config()))
        .messages(CatalogMessage.class)
        .getFirst()
        .catalog();
  }

  private ConnectorCall incrementalRead() throws IOException, InterruptedException {
    var catalog = everything(SyncMode.INCREMENTAL);
    Assumptions.assumeFalse(catalog.streams().isEmpty(), "no stream of it is incremental");
    return ConnectorCall.read(config(), catalog);
  }

  /** All streams that can be read so. */
  private ConfiguredCatalog everything(SyncMode mode) throws IOException, InterruptedException {
    return ConfiguredCatalog.of(
        discovered().streams().stream()
            .filter(stream -> stream.supportedSyncModes().contains(mode))
            .map(stream -> ConfiguredStream.of(stream, mode, DestinationSyncMode.APPEND))
            .toList());
  }

  private static String describe(StreamDescriptor stream, ReadTrace.Position position) {
    return "records of %s after the state %s".formatted(stream, position.stateFile());
  }
}
