package io.lasius.server.state;

import static io.lasius.server.StoreUnderTest.incremental;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.wire.MessageCodec;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.http.ProblemException;
import io.lasius.server.job.Jobs;
import io.micronaut.transaction.TransactionOperations;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
@OnEachDatabase
final class ConfigStatesTest {
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");
  private static final StreamDescriptor ORDERS = new StreamDescriptor("orders", "shop");

  private final StoreUnderTest store;
  private final ConfigStateController controller;
  private final ConnectionStateStore states;
  private final StateVersionStore versions;
  private final TransactionOperations<?> transactions;
  private final ObjectMapper json;
  private UUID connection = new UUID(0, 0);

  ConfigStatesTest(StoreUnderTest store) {
    this.store = store;
    this.controller = store.bean(ConfigStateController.class);
    this.states = store.bean(ConnectionStateStore.class);
    this.versions = store.bean(StateVersionStore.class);
    this.transactions = store.bean(TransactionOperations.class);
    this.json = store.bean(ObjectMapper.class);
  }

  @BeforeEach
  void makeAConnection() throws SQLException {
    store.clear();
    connection = store.connection(incremental(USERS), incremental(ORDERS)).id();
  }

  @Test
  void tellsWhereNothingIsSet() throws Exception {
    assertThat(get()).isEqualTo("{'stateType':'not_set','connectionId':'ID'}");
  }

  @Test
  void showsTheStatesOfStreamsDigitByDigit() throws Exception {
    commit(users("{'n': 37.00}"));
    commit(orders("{'cursor':123456789012345678901234567890,'empty':[]}"));

    assertThat(get())
        .isEqualTo(
            "{'stateType':'stream','connectionId':'ID','streamState':["
                + "{'streamDescriptor':{'name':'orders','namespace':'shop'},"
                + "'streamState':{'cursor':123456789012345678901234567890,'empty':[]}},"
                + "{'streamDescriptor':{'name':'users'},'streamState':{'n': 37.00}}]}");
  }

  @Test
  void showsAndSetsOneStateOfAllStreams() throws Exception {
    var answered =
        "{'stateType':'global','connectionId':'ID','globalState':{'shared_state':{'lsn':1.0},"
            + "'streamStates':[{'streamDescriptor':{'name':'users'},'streamState':{'n':2}}]}}";

    assertThat(set(answered)).isEqualTo(answered);
    assertThat(set(answered.replace("shared_state", "sharedState").replace("'n':2", "'n':3")))
        .isEqualTo(answered.replace("'n':2", "'n':3"));
    assertThat(states.states(connection))
        .containsExactly(
            quoted(
                "{'type':'GLOBAL','global':{'shared_state':{'lsn':1.0},'stream_states':"
                    + "[{'stream_descriptor':{'name':'users'},'stream_state':{'n':3}}]}}"));
  }

  @Test
  void showsAndSetsAStateWithoutAType() throws Exception {
    var answered = "{'stateType':'legacy','connectionId':'ID','state':{'all':1}}";

    assertThat(set(answered)).isEqualTo(answered);
    assertThat(states.type(connection)).hasValue(StateType.LEGACY);
  }

  @Test
  void forgetsTheStatesThatAreLeftOut() throws Exception {
    commit(users("{'n':1}"));
    commit(orders("{'n':1}"));

    set("{'stateType':'stream','streamState':[%s]}".formatted(sent("users", "{'n':5}")));

    assertThat(states.states(connection)).containsExactly(users("{'n':5}"));
    assertThat(set("{'stateType':'STREAM','streamState':[{'streamDescriptor':{'name':'users'}}]}"))
        .isEqualTo("{'stateType':'not_set','connectionId':'ID'}");
  }

  @Test
  void forgetsAllWhereNothingIsToBeSet() throws Exception {
    commit(users("{'n':1}"));

    set("{'stateType':'not_set'}");

    assertThat(states.states(connection)).isEmpty();
  }

  /** Who changes one stream's state reads all of them, and writes all of them in its own layout. */
  @Test
  void makesNoVersionOfAStateThatComesBackAsItWas() throws Exception {
    commit(users("{'n':1,'deep':{'list':[1, 2.50]}}"));
    commit(orders("{'n':1}"));
    var before = states.states(connection);

    set(
        "{'stateType':'stream','streamState':[%s, %s]}"
            .formatted(
                sent("users", "{ 'n' : 1, 'deep' : { 'list' : [1,2.50] } }"),
                "{'streamDescriptor':{'name':'orders','namespace':'shop'},'streamState':{'n':2}}"));

    assertThat(states.states(connection)).containsExactly(orders("{'n':2}"), before.getLast());
    assertThat(versions.list(connection, 10, 0))
        .extracting(StateVersion::reason)
        .containsExactly(StateReason.IMPORT, StateReason.SYNC, StateReason.SYNC);
  }

  @Test
  void takesBackTheStateOfAStreamThatTheConnectionHasNoMore() throws Exception {
    commit(users("{'n':1}"));
    commit(orders("{'n':1}"));
    var connections = store.bean(ConnectionStore.class);
    var now = connections.get(connection);
    connections.update(now.with(List.of(incremental(USERS))));

    var answered = get();

    assertThat(answered).contains("'orders'");
    assertThat(set(answered)).isEqualTo(answered);
  }

  @Test
  void isLockedWhileAJobIsUnderWay() {
    commit(users("{'n':1}"));
    Connection now = store.bean(ConnectionStore.class).get(connection);
    var job = store.bean(Jobs.class).create(now);

    assertProblem("{'stateType':'not_set'}", 423, "job " + job.number());

    store.bean(Jobs.class).cancel(job.number());
    assertThat(states.states(connection)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | stateType",
        "{'stateType':'all'} | all",
        "{'stateType':'stream'} | streamState",
        "{'stateType':'stream','streamState':[{'streamState':{}}]} | streamDescriptor",
        "{'stateType':'stream','streamState':[{'streamDescriptor':{},'streamState':{}}]} | name",
        "{'stateType':'stream','streamState':[{'streamDescriptor':{'name':'x'},'streamState':{}}]} | x",
        "{'stateType':'stream','streamState':[{'streamDescriptor':1,'streamState':{}}]} | form",
        "{'stateType':'global'} | globalState",
        "{'stateType':'legacy','state':null} | state",
        "{'stateType':1} | stateType"
      })
  void answers400NamingWhatIsNoState(String state, String named) {
    assertProblem(state, 400, named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"nonsense", "[]", "{'connectionId':'x','connectionState':{}}", "{'connectionId':"})
  void answers400WhereTheBodyIsNone(String body) {
    assertThatThrownBy(() -> SentStates.of(quoted(body)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
  }

  private void assertProblem(String state, int status, String words) {
    assertThatThrownBy(() -> set(state))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(status);
              assertThat(e.problem().detail()).contains(words);
            });
  }

  /** As it goes out, with {@code '} for {@code "} and ID for the connection's. */
  private String get() throws JsonProcessingException {
    return written(controller.get(connection));
  }

  private String set(String state) throws JsonProcessingException {
    var body = "{'connectionId':'ID','connectionState':%s}".formatted(state);
    return written(
        controller.replace(SentStates.of(quoted(body).replace("ID", connection.toString()))));
  }

  private String written(ConfigStateWire.ConnectionState answer) throws JsonProcessingException {
    return json.writeValueAsString(answer).replace('"', '\'').replace(connection.toString(), "ID");
  }

  private void commit(String state) {
    transactions.executeWrite(_ -> {
      states.put(connection, MessageCodec.readState(state), StateOrigin.sync(7, 1, 1, 10));
      return true;
    });
  }

  private static String users(String state) {
    return stream("{'name':'users'}", state);
  }

  private static String orders(String state) {
    return stream("{'name':'orders','namespace':'shop'}", state);
  }

  private static String stream(String descriptor, String state) {
    return quoted(
        "{'type':'STREAM','stream':{'stream_descriptor':%s,'stream_state':%s}}"
            .formatted(descriptor, state));
  }

  private static String sent(String stream, String state) {
    return "{'streamDescriptor':{'name':'%s'},'streamState':%s}".formatted(stream, state);
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }
}
