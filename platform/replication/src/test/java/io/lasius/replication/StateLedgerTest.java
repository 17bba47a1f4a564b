package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.StreamState;
import io.lasius.replication.StateLedger.Return;
import io.lasius.replication.StateLedger.Sent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StateLedgerTest {
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");
  private static final StreamDescriptor ORDERS = StreamDescriptor.of("orders");

  private Instant now = Instant.EPOCH;
  private final SyncWaits waits = new SyncWaits(() -> now);
  private final StateLedger ledger = new StateLedger(waits);

  @Test
  void commitsTheRecordsBeforeAReturnedState() throws Exception {
    long id = sent(USERS, "1", 2);

    var settlement = returned(USERS, id, "1");

    assertThat(settlement.kind()).isEqualTo(Return.SETTLED);
    assertThat(take()).containsExactly("users=1 records=2");
  }

  @Test
  void settlesEveryEarlierStateOfTheStreamWithItsCounts() throws Exception {
    sent(USERS, "1", 2);
    sent(ORDERS, "7", 5);
    sent(USERS, "2", 3);
    long third = sent(USERS, "3", 4);

    returned(USERS, third, "3");

    assertThat(take()).containsExactly("users=3 records=9");
  }

  @Test
  void matchesByValueWhereTheNumberWasDropped() throws Exception {
    sent(USERS, "1", 2);
    sent(USERS, "2", 3);

    returned(USERS, null, "1.0");

    assertThat(take()).containsExactly("users=1 records=2");
  }

  @Test
  void takesTheOldestOfEqualStates() throws Exception {
    sent(USERS, "1", 2);
    sent(USERS, "1", 3);
    sent(USERS, "1", 4);

    returned(USERS, null, "1");

    assertThat(take()).containsExactly("users=1 records=2");
  }

  @Test
  void takesAReturnThatEqualsTheLastMatchAsARepeatEvenIfAnEqualOneIsUnderWay() throws Exception {
    sent(USERS, "1", 2);
    sent(USERS, "1", 3);
    returned(USERS, null, "1");

    var again = returned(USERS, null, "1");

    assertThat(again.kind()).isEqualTo(Return.REPEAT);
    assertThat(again.counts()).isEmpty();
  }

  @Test
  void settlesRepeatsAtTheEndIfAsManyWereReturnedAsWereSent() throws Exception {
    sent(USERS, "1", 2);
    sent(USERS, "1", 3);
    returned(USERS, null, "1");
    take();

    assertThat(ledger.settleRepeats()).isEmpty();
    returned(USERS, null, "1");
    ledger.settleRepeats();

    assertThat(take()).containsExactly("users=1 records=3");
  }

  @Test
  void settlesARepeatByALaterMatch() throws Exception {
    sent(USERS, "1", 2);
    sent(USERS, "1", 3);
    sent(USERS, "2", 4);
    returned(USERS, null, "1");
    returned(USERS, null, "2");

    assertThat(take()).containsExactly("users=2 records=9");
  }

  @Test
  void neverGoesBack() throws Exception {
    long first = sent(USERS, "1", 2);
    long second = sent(USERS, "2", 3);
    returned(USERS, second, "2");
    take();

    assertThat(returned(USERS, first, "1").kind()).isEqualTo(Return.LATE);
    assertThat(returned(USERS, null, "1").kind()).isEqualTo(Return.UNKNOWN);
    assertThat(returned(USERS, second, "2").kind()).isEqualTo(Return.REPEAT);
    ledger.end();
    assertThat(ledger.takeReturned()).isEmpty();
  }

  @Test
  void commitsNothingForAStateThatIsNotUnderWay() throws Exception {
    sent(USERS, "1", 2);

    assertThat(returned(USERS, 99L, "1").kind()).isEqualTo(Return.UNKNOWN);
    assertThat(returned(USERS, null, "9").kind()).isEqualTo(Return.UNKNOWN);
    assertThat(returned(ORDERS, null, "1").kind()).isEqualTo(Return.UNKNOWN);
    ledger.end();
    assertThat(ledger.takeReturned()).isEmpty();
  }

  @Test
  void commitsNoStateBehindAnUndeliveredRecord() throws Exception {
    sent(USERS, "1", 2);
    sent(USERS, "2", 3, false);
    long third = sent(USERS, "3", 4, false);

    var settlement = returned(USERS, third, "3");

    assertThat(settlement.counts()).containsEntry(USERS, new StreamCounts(9, 90));
    assertThat(take()).containsExactly("users=1 records=2");
  }

  @Test
  void groupsWhatReturnedSinceTheLastCommitPerStreamInOrder() throws Exception {
    long users1 = sent(USERS, "1", 1);
    long orders1 = sent(ORDERS, "1", 1);
    long users2 = sent(USERS, "2", 1);
    returned(USERS, users1, "1");
    returned(ORDERS, orders1, "1");
    returned(USERS, users2, "2");

    assertThat(take()).containsExactly("orders=1 records=1", "users=2 records=2");
  }

  @Test
  void keepsLargeStatesOutOfMemoryAndGivesThemBackAsTheyCame() throws Exception {
    String large = "\"" + "x".repeat((int) StateSpill.MEMORY_BYTES - 1000) + "\"";
    try (ledger) {
      sent(USERS, large, 1);
      long id = sent(ORDERS, large, 1);
      returned(ORDERS, id, large);

      var commit = ledger.takeReturned().getFirst();

      assertThat(commit.state()).isEqualTo(state(ORDERS, large));
    }
  }

  /** However long: a destination may keep all of them until its input ends. */
  @Test
  void tellsSinceWhenAStateIsUnderWayThatDoesNotComeBack() throws Exception {
    assertThat(waits.all()).isEmpty();
    at(1);
    sent(USERS, "1", 2);
    at(2);
    long second = sent(USERS, "2", 2);
    long other = sent(ORDERS, "1", 2);
    assertThat(waits.all()).containsExactly(returnSince(1));
    at(3);
    returned(USERS, second, "2");
    assertThat(waits.all()).containsExactly(returnSince(3));
    at(4);

    returned(ORDERS, other, "1");

    assertThat(waits.all()).isEmpty();
  }

  private void at(long second) {
    now = Instant.ofEpochSecond(second);
  }

  private static SyncWait returnSince(long second) {
    return new SyncWait(SyncWait.Kind.DESTINATION_RETURNS, Instant.ofEpochSecond(second));
  }

  private long sent(StreamDescriptor stream, String at, long records) throws IOException {
    return sent(stream, at, records, true);
  }

  private long sent(StreamDescriptor stream, String at, long records, boolean committable)
      throws IOException {
    var state = state(stream, at);
    return ledger.sent(
        new Sent(
            stream,
            state,
            StateValue.of(state.json()),
            Map.of(stream, new StreamCounts(records, records * 10)),
            committable));
  }

  private StateLedger.Settlement returned(StreamDescriptor stream, @Nullable Long id, String at) {
    return ledger.returned(stream, id, StateValue.of(state(stream, at).json()), null);
  }

  private List<String> take() throws Exception {
    return ledger.takeReturned().stream()
        .map(commit -> {
          var state = (StreamState) Objects.requireNonNull(commit.state());
          var at = state.json().replaceAll(".*\"at\":([^}]*)}.*", "$1");
          var counts = commit.counts().get(state.stream());
          return "%s=%s records=%d"
              .formatted(state.stream(), at, counts == null ? 0 : counts.records());
        })
        .toList();
  }

  private static StreamState state(StreamDescriptor stream, String at) {
    try {
      return StreamState.of(stream, Json.parse("{\"at\":" + at + "}"), null);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
