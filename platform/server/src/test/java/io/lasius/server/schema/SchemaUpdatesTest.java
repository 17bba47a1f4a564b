package io.lasius.server.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.wire.MessageCodec;
import io.lasius.protocol.wire.ProtocolException;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.actor.KnownCatalog;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStatus;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.SchemaPolicy;
import io.lasius.server.connection.StreamSyncMode;
import io.lasius.server.connection.StreamsChosen;
import io.lasius.server.job.Jobs;
import io.lasius.server.state.ConnectionStateStore;
import io.lasius.server.state.StateOrigin;
import io.micronaut.transaction.TransactionOperations;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@OnEachDatabase
final class SchemaUpdatesTest {
  private static final Set<DestinationSyncMode> ALL = EnumSet.allOf(DestinationSyncMode.class);
  private static final Instant NOW = Instant.parse("2020-05-01T10:00:00Z");

  private final StoreUnderTest store;
  private final SchemaUpdates updates;
  private final SchemaComparisonStore comparisons;
  private final NotedChangeStore noted;
  private final ConnectionStore connections;
  private final ConnectionStateStore states;
  private final TransactionOperations<?> transactions;

  SchemaUpdatesTest(StoreUnderTest store) {
    this.store = store;
    this.updates = store.bean(SchemaUpdates.class);
    this.comparisons = store.bean(SchemaComparisonStore.class);
    this.noted = store.bean(NotedChangeStore.class);
    this.connections = store.bean(ConnectionStore.class);
    this.states = store.bean(ConnectionStateStore.class);
    this.transactions = store.bean(TransactionOperations.class);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  @Test
  void followsAndKeepsInMindWhatItFollowed() throws Exception {
    var connection = connection(SchemaPolicy.PROPAGATE_COLUMNS, "a");
    long job = job(connection);

    var done = apply(connection, job, catalog("a", "'w':{},", "b", ""));

    assertThat(done.changes()).hasSize(2);
    assertThat(stored(connection)).isEqualTo(done.connection());
    assertThat(
            stored(connection).streams().getFirst().stream()
                .jsonSchema()
                .path("properties")
                .has("w"))
        .isTrue();
    assertThat(comparisons.findById(connection.id()).orElseThrow())
        .satisfies(known -> {
          assertThat(known.knownStreams())
              .extracting(StreamDescriptor::name)
              .containsExactly("a", "b");
          assertThat(known.openChanges()).containsExactly(done.changes().get(1));
          assertThat(known.catalogAt()).isEqualTo(NOW);
        });
    assertThat(noted.list(connection.id(), 10, 0))
        .extracting(NotedChange::handled)
        .containsExactly(done.changes().get(1), done.changes().get(0));
    assertThat(noted.list(connection.id(), 1, 1))
        .extracting(NotedChange::jobId)
        .containsExactly(job);
  }

  @Test
  void notesWhatItDoesNotFollowOnce() throws Exception {
    var connection = connection(SchemaPolicy.IGNORE, "a");
    long job = job(connection);
    var changed = catalog("a", "'w':{},");

    assertThat(apply(connection, job, changed).changes()).hasSize(1);
    assertThat(apply(connection, job, changed).changes()).isEmpty();
    assertThat(apply(connection, job, catalog("a", "")).changes()).isEmpty();
    // It is gone, and comes once more.
    assertThat(apply(connection, job, changed).changes()).hasSize(1);
    assertThat(noted.list(connection.id(), 10, 0)).hasSize(2);
  }

  @Test
  void makesAConnectionInactiveOnceAndSaysWhy() throws Exception {
    var connection = connection(SchemaPolicy.DISABLE_CONNECTION, "a");
    long job = job(connection);

    apply(connection, job, catalog("a", "'w':{},"));

    var inactive = stored(connection);
    assertThat(inactive.status()).isEqualTo(ConnectionStatus.INACTIVE);
    assertThat(inactive.statusReason())
        .isEqualTo("the source's schema changed: a: field added w: any");
    // Whoever makes it active again has seen the change.
    connections.update(inactive.with(ConnectionStatus.ACTIVE, null));
    apply(connection, job, catalog("a", "'w':{},"));
    assertThat(stored(connection).status()).isEqualTo(ConnectionStatus.ACTIVE);
  }

  @Test
  void leavesAConnectionThatWasDeletedMeanwhileAsItIs() throws Exception {
    var connection = connection(SchemaPolicy.DISABLE_CONNECTION, "a");
    long job = job(connection);
    connections.update(connection.with(ConnectionStatus.DEPRECATED, null));
    var deleted = stored(connection);
    var compared = comparisons.findById(connection.id());

    var done = apply(connection, job, catalog("a", "'w':{},", "b", ""));
    updates.discoverFailed(connection.id(), "no route");

    assertThat(done.connection()).isEqualTo(deleted);
    assertThat(done.changes()).isEmpty();
    assertThat(stored(connection)).isEqualTo(deleted);
    assertThat(noted.list(connection.id(), 10, 0)).isEmpty();
    assertThat(comparisons.findById(connection.id())).isEqualTo(compared);
  }

  @Test
  void pausesAStreamAndTakesItsPartOutOfTheStateOfAll() throws Exception {
    var connection = connection(SchemaPolicy.IGNORE, "a", "b");
    long job = job(connection);
    put(
        connection,
        job,
        global(
            "{'stream_descriptor':{'name':'a'},'stream_state':{'n':1}},{'stream_descriptor':{'name':'b'},'stream_state':{'n':2}}"));

    apply(connection, job, catalog("b", ""));

    assertThat(stored(connection).syncedNames())
        .extracting(StreamDescriptor::name)
        .containsExactly("b");
    assertThat(stored(connection).streams().getFirst().paused()).contains("does not offer it");
    assertThat(states.states(connection.id()))
        .containsExactly(global("{'stream_descriptor':{'name':'b'},'stream_state':{'n':2}}"));
  }

  @Test
  void keepsTheStateOfItsOwnOfAPausedStream() throws Exception {
    var connection = connection(SchemaPolicy.IGNORE, "a", "b");
    long job = job(connection);
    put(connection, job, own("a"));

    apply(connection, job, catalog("b", ""));

    assertThat(states.states(connection.id())).containsExactly(own("a"));
  }

  @Test
  void readsAStreamOnceMoreForItsNewFieldsAndNoOther() throws Exception {
    var connection = backfilled(connection(SchemaPolicy.PROPAGATE_COLUMNS, "a", "b"));
    long job = job(connection);
    put(connection, job, own("a"));
    put(connection, job, own("b"));

    apply(connection, job, catalog("a", "'w':{},", "b", ""));

    assertThat(states.states(connection.id())).containsExactly(own("b"));
    assertThat(states.generation(connection.id(), StreamDescriptor.of("a"))).isEqualTo(1);
    assertThat(states.generation(connection.id(), StreamDescriptor.of("b"))).isZero();
  }

  @Test
  void losesNoStateThatIsOfAllStreamsForTheNewFieldsOfOne() throws Exception {
    var connection = backfilled(connection(SchemaPolicy.PROPAGATE_COLUMNS, "a"));
    long job = job(connection);
    var shared = "{'type':'LEGACY','data':{'n':1}}".replace('\'', '"');
    put(connection, job, shared);

    var done = apply(connection, job, catalog("a", "'w':{},"));

    assertThat(states.states(connection.id())).containsExactly(shared);
    assertThat(done.changes().getFirst().reason()).startsWith("the stream is not read once more");
  }

  @Test
  void tellsOfAFailedDiscoverUntilAnotherOneSucceeds() throws Exception {
    var connection = connection(SchemaPolicy.IGNORE, "a");
    long job = job(connection);
    apply(connection, job, catalog("a", ""));

    updates.discoverFailed(connection.id(), "no route");

    assertThat(updates.failedAt(connection.id())).isPresent();
    assertThat(comparisons.findById(connection.id()).orElseThrow().failure()).isEqualTo("no route");
    assertThat(updates.comparedWith(connection.id())).hasValue(NOW);
    // A catalog of before tells nothing of that.
    apply(connection, job, catalog("a", ""));
    assertThat(updates.failedAt(connection.id())).isPresent();
    apply(connection, job, catalog("a", ""), Instant.now().plusSeconds(1));
    assertThat(updates.failedAt(connection.id())).isEmpty();
  }

  private Connection stored(Connection connection) {
    return connections.findById(connection.id()).orElseThrow();
  }

  private SchemaUpdates.Done apply(Connection connection, long job, Catalog catalog) {
    return apply(connection, job, catalog, NOW);
  }

  private SchemaUpdates.Done apply(
      Connection connection, long job, Catalog catalog, Instant discoveredAt) {
    return transactions.executeWrite(
        _ -> updates.apply(connection.id(), job, new KnownCatalog(catalog, discoveredAt), ALL));
  }

  private void put(Connection connection, long job, String state) throws ProtocolException {
    StateMessage message = MessageCodec.readState(state);
    transactions.executeWrite(_ -> {
      states.put(connection.id(), message, StateOrigin.sync(job, 0, 0, 0));
      return true;
    });
  }

  private long job(Connection connection) {
    return store.bean(Jobs.class).create(connection).number();
  }

  /** Of streams that are read by increments, and were all that the source offered. */
  private Connection connection(SchemaPolicy policy, String... streams)
      throws SQLException, JsonProcessingException {
    var made = store.connection();
    var catalog =
        catalog(Arrays.stream(streams).flatMap(name -> Stream.of(name, "")).toArray(String[]::new));
    var chosen =
        catalog.streams().stream()
            .map(stream ->
                new ConnectionStream(
                    stream, StreamSyncMode.INCREMENTAL_APPEND, List.of("at"), null))
            .toList();
    var stored = connections.update(with(made.with(chosen), policy, false));
    transactions.executeWrite(_ -> {
      updates.streamsChosen(new StreamsChosen(stored.id(), catalog));
      return true;
    });
    return stored;
  }

  private Connection backfilled(Connection connection) {
    return connections.update(with(connection, connection.schemaPolicy(), true));
  }

  private static Connection with(Connection made, SchemaPolicy policy, boolean backfill) {
    return new Connection(
        made.id(),
        made.workspaceId(),
        made.sourceId(),
        made.destinationId(),
        made.name(),
        made.status(),
        made.namespaceDefinition(),
        made.namespaceFormat(),
        made.prefix(),
        made.streams(),
        made.createdAt(),
        policy,
        backfill,
        null,
        made.schedule());
  }

  /** Names of streams, each with what its schema has beside the field {@code at}. */
  private static Catalog catalog(String... namesAndFields) throws JsonProcessingException {
    var streams = new ArrayList<CatalogStream>();
    for (int i = 0; i < namesAndFields.length; i += 2) {
      var text =
          "{'name':'%s','json_schema':{'properties':{%s'at':{}}},'supported_sync_modes':['full_refresh','incremental']}"
              .formatted(namesAndFields[i], namesAndFields[i + 1]);
      streams.add(Json.mapper().readValue(text.replace('\'', '"'), CatalogStream.class));
    }
    return Catalog.of(streams);
  }

  private static String own(String stream) {
    return "{'type':'STREAM','stream':{'stream_descriptor':{'name':'%s'},'stream_state':{'n':1}}}"
        .formatted(stream)
        .replace('\'', '"');
  }

  private static String global(String parts) {
    return "{'type':'GLOBAL','global':{'shared_state':{'lsn':1},'stream_states':[%s]}}"
        .formatted(parts)
        .replace('\'', '"');
  }
}
