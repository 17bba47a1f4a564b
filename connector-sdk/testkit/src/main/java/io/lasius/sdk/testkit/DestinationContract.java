package io.lasius.sdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.ConnectionStatusMessage;
import io.lasius.protocol.message.SpecMessage;
import io.lasius.protocol.message.StateMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every destination does. A connector's test extends it, names the connector and an empty
 * place to write to, and reads back what is there. Records have the fields {@code id} (integer, the
 * key), {@code name} and {@code updated_at} (the cursor).
 */
public abstract class DestinationContract {
  /** The connector under test. */
  protected abstract ConnectorHarness connector();

  /** A configuration that works; the same one for all writes of a test, and empty at first. */
  protected abstract JsonNode config();

  /**
   * The data of the stream's records as a reader of the destination finds them; empty where there
   * is nothing yet.
   */
  protected abstract List<JsonNode> written(String stream) throws Exception;

  /** As {@link io.lasius.sdk.Destination#supportsRefreshes()} says. */
  protected abstract boolean supportsRefreshes();

  /** Whether it can be read back what was written; else {@link #written} is not called. */
  protected boolean keepsRecords() {
    return true;
  }

  /** A configuration that does not work; empty where there is none. */
  protected Optional<JsonNode> wrongConfig() {
    return Optional.empty();
  }

  @Test
  void specNamesTheModes() throws Exception {
    assertThat(modes()).isNotEmpty();
  }

  @Test
  void checkAcceptsAConfigurationThatWorks() throws Exception {
    var outcome = connector().run(ConnectorCall.check(config()));

    assertThat(outcome.messages(ConnectionStatusMessage.class))
        .containsExactly(ConnectionStatusMessage.succeeded());
  }

  @Test
  void checkRefusesAConfigurationThatDoesNotWorkAndSaysWhy() throws Exception {
    JsonNode wrong =
        wrongConfig()
            .orElseGet(
                () -> Assumptions.abort("every valid configuration of this destination works"));

    var outcome = connector().run(ConnectorCall.check(wrong));

    assertThat(outcome.messages(ConnectionStatusMessage.class))
        .singleElement()
        .extracting(ConnectionStatusMessage::status)
        .isEqualTo(ConnectionStatusMessage.Status.FAILED);
  }

  @Test
  void appendAddsToWhatIsThere() throws Exception {
    assumeMode(DestinationSyncMode.APPEND);
    var shop = new ShopLines(DestinationSyncMode.APPEND);

    write(shop.generation(1, 0), shop.users(1, 3));
    write(shop.generation(1, 0), shop.users(4, 5));

    assertThat(readBack()).containsExactlyInAnyOrderElementsOf(shop.data(1, 5));
  }

  @Test
  void overwriteReplacesWhatIsThere() throws Exception {
    assumeMode(DestinationSyncMode.OVERWRITE);
    var shop = new ShopLines(DestinationSyncMode.OVERWRITE);

    write(shop.generation(1, 1), shop.users(1, 3));
    write(shop.generation(2, 2), shop.users(4, 5));

    assertThat(readBack()).containsExactlyInAnyOrderElementsOf(shop.data(4, 5));
  }

  @Test
  void overwriteLeavesNothingWhereNothingCame() throws Exception {
    assumeMode(DestinationSyncMode.OVERWRITE);
    var shop = new ShopLines(DestinationSyncMode.OVERWRITE);

    write(shop.generation(1, 1), shop.users(1, 3));
    write(shop.generation(2, 2), List.of());

    assertThat(readBack()).isEmpty();
  }

  @Test
  void overwriteKeepsTheOldDataWhenTheNewDidNotComeWhole() throws Exception {
    assumeMode(DestinationSyncMode.OVERWRITE);
    var shop = new ShopLines(DestinationSyncMode.OVERWRITE);
    write(shop.generation(1, 1), shop.users(1, 3));

    breakOff(shop.generation(2, 2), shop.users(4, 5));

    assertThat(readBack()).containsAll(shop.data(1, 3));
  }

  @Test
  void dedupKeepsTheLatestOfEachKey() throws Exception {
    assumeMode(DestinationSyncMode.APPEND_DEDUP);
    var shop = new ShopLines(DestinationSyncMode.APPEND_DEDUP);

    write(shop.generation(1, 0), shop.users(1, 3));
    write(shop.generation(1, 0), shop.changedUsers(2, 4));

    var expected = new ArrayList<>(shop.data(1, 1));
    expected.addAll(shop.changedData(2, 4));
    assertThat(readBack()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void dedupShowsNoRecordTwiceThatWasDeliveredTwice() throws Exception {
    assumeMode(DestinationSyncMode.APPEND_DEDUP);
    var shop = new ShopLines(DestinationSyncMode.APPEND_DEDUP);

    breakOff(shop.generation(1, 0), shop.users(1, 3));
    write(shop.generation(1, 0), shop.users(1, 3));

    assertThat(readBack()).containsExactlyInAnyOrderElementsOf(shop.data(1, 3));
  }

  @Test
  void whatAStateWasReturnedForSurvivesAKill() throws Exception {
    DestinationSyncMode mode = modes().getFirst();
    var shop = new ShopLines(mode);
    try (var session =
        connector().start(ConnectorCall.write(config(), shop.catalog(shop.generation(1, 0))))) {
      shop.users(1, 3).forEach(session::send);
      session.send(shop.state(3));
      session.await(StateMessage.class, 1);
      session.kill();
    }

    write(shop.generation(1, 0), shop.users(4, 5));

    var expected = mode == DestinationSyncMode.OVERWRITE ? shop.data(4, 5) : shop.data(1, 5);
    assertThat(readBack()).containsAll(expected);
  }

  @Test
  void aStateComesBackWhileTheInputPauses() throws Exception {
    var shop = new ShopLines(modes().getFirst());
    try (var session =
        connector().start(ConnectorCall.write(config(), shop.catalog(shop.generation(1, 0))))) {
      shop.users(1, 2).forEach(session::send);
      session.send(shop.state(2));

      var returned = session.await(StateMessage.class, 1).getFirst();

      assertThat(returned.json()).contains(shop.stateBlob(2));
    }
  }

  @Test
  void statesComeBackInOrderWithTheirCountsAndAllElseAsItWas() throws Exception {
    var shop = new ShopLines(modes().getFirst());
    var lines = new ArrayList<>(shop.users(1, 2));
    lines.add(shop.state(2));
    lines.addAll(shop.users(3, 5));
    lines.add(shop.state(5));

    var outcome = write(shop.generation(1, 0), lines);

    assertThat(outcome.states()).hasSizeGreaterThanOrEqualTo(2);
    assertReturned(outcome.states().get(0), shop.stateBlob(2), 2);
    assertReturned(outcome.states().get(1), shop.stateBlob(5), 3);
  }

  @Test
  void aLineThatIsNoMessageIsAnError() throws Exception {
    var shop = new ShopLines(modes().getFirst());
    var lines = new ArrayList<>(shop.users(1, 2));
    lines.add("{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":3");

    var outcome =
        connector().run(ConnectorCall.write(config(), shop.catalog(shop.generation(1, 0))), lines);

    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.errors()).isNotEmpty();
  }

  private static void assertReturned(StateMessage state, String blob, long records)
      throws IOException {
    // As text: a number keeps its digits, and properties of any name come back.
    assertThat(state.json()).contains(blob);
    JsonNode count = Json.parse(state.json()).path("destinationStats").path("recordCount");
    assertThat(count.decimalValue()).isEqualByComparingTo(BigDecimal.valueOf(records));
  }

  private List<JsonNode> readBack() throws Exception {
    Assumptions.assumeTrue(keepsRecords(), "it keeps no records");
    return written(ShopLines.STREAM);
  }

  private void assumeMode(DestinationSyncMode mode) throws Exception {
    Assumptions.assumeTrue(modes().contains(mode), "it does not write in mode " + mode);
  }

  private List<DestinationSyncMode> modes() throws IOException, InterruptedException {
    return AnsweredCalls.once(getClass(), connector(), ConnectorCall.spec())
        .messages(SpecMessage.class)
        .getFirst()
        .spec()
        .supportedDestinationSyncModes();
  }

  /** A write that ends well: with COMPLETE where the destination waits for it. */
  private ConnectorOutcome write(ShopLines.Generation generation, List<String> lines)
      throws IOException, InterruptedException {
    var all = new ArrayList<>(lines);
    all.add(generation.lines().state(99));
    if (supportsRefreshes()) {
      all.add(generation.lines().complete());
    }
    var outcome =
        connector().run(ConnectorCall.write(config(), generation.lines().catalog(generation)), all);
    assertThat(outcome.strayLines()).as("lines that are no message").isEmpty();
    assertThat(outcome.status()).as("exit status; errors: %s", outcome.errors()).isZero();
    return outcome;
  }

  /**
   * A write that ends early, as the platform would end it: the input of a destination that waits
   * for COMPLETE ends without one; another would take that for the whole, and so is killed.
   */
  private void breakOff(ShopLines.Generation generation, List<String> lines)
      throws IOException, InterruptedException {
    try (var session =
        connector().start(ConnectorCall.write(config(), generation.lines().catalog(generation)))) {
      lines.forEach(session::send);
      session.send(generation.lines().state(98));
      session.await(StateMessage.class, 1);
      if (supportsRefreshes()) {
        session.endInput();
        assertThat(session.await().status()).as("exit status of half a write").isNotZero();
      } else {
        session.kill();
      }
    }
  }
}
