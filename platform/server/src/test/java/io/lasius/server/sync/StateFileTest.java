package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StateFileTest {
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");
  private static final StreamDescriptor ORDERS = new StreamDescriptor("orders", "shop");

  private static final String USERS_STATE =
      "{ \"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"n\":37.00}}}";
  private static final String ORDERS_STATE =
      "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"orders\",\"namespace\":\"shop\"}}}";
  private static final String GLOBAL_STATE =
      "{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"lsn\":1E+2},\"stream_states\":[]}}";

  @Test
  void isAbsentWhereThereIsNothingToResumeFrom() {
    assertThat(StateFile.of(List.of(), List.of(USERS))).isNull();
  }

  @Test
  void holdsTheStatesAsTheSourceWroteThem() {
    assertThat(StateFile.of(List.of(USERS_STATE, ORDERS_STATE), List.of(USERS, ORDERS)))
        .isEqualTo("[" + USERS_STATE + "," + ORDERS_STATE + "]");
  }

  @Test
  void leavesOutTheStatesOfStreamsThatAreNotRead() {
    assertThat(StateFile.of(List.of(USERS_STATE, ORDERS_STATE), List.of(ORDERS)))
        .isEqualTo("[" + ORDERS_STATE + "]");
    assertThat(StateFile.of(List.of(USERS_STATE), List.of(new StreamDescriptor("users", "shop"))))
        .isNull();
  }

  @Test
  void holdsTheStateOfAllStreamsAsTheSourceWroteIt() {
    assertThat(StateFile.of(List.of(GLOBAL_STATE), List.of(USERS)))
        .isEqualTo("[" + GLOBAL_STATE + "]");
  }

  @Test
  void isTheBareDataOfALegacyStateWithAllItsDigits() {
    var legacy =
        "{\"type\":\"LEGACY\",\"data\":{\"n\":37.00,\"long\":1234567890.12345678901234567890}}";
    var untyped = "{\"data\":{\"n\":1}}";

    assertThat(StateFile.of(List.of(legacy), List.of(USERS)))
        .isEqualTo("{\"n\":37.00,\"long\":1234567890.12345678901234567890}");
    assertThat(StateFile.of(List.of(untyped), List.of(USERS))).isEqualTo("{\"n\":1}");
  }

  @Test
  void refusesAStoredStateThatCannotBeRead() {
    assertThatThrownBy(() -> StateFile.of(List.of("{"), List.of(USERS)))
        .isInstanceOf(IllegalStateException.class);
  }
}
