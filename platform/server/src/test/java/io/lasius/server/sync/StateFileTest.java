package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateFileTest {
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");
  private static final StreamDescriptor ORDERS = new StreamDescriptor("orders", "shop");

  private static final String USERS_STATE =
      "{ \"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"n\":37.00}}}";
  private static final String ORDERS_STATE =
      "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"orders\",\"namespace\":\"shop\"},\"stream_state\":{}}}";
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'STREAM','stream':{'stream_descriptor':{'name':'users'},'stream_state':null}}",
        "{'type':'STREAM','stream':{'stream_descriptor':{'name':'users'}}}",
        "{'type':'GLOBAL','global':{'shared_state':null,'stream_states':[{'stream_descriptor':{'name':'users'},'stream_state':null}]}}",
        "{'type':'GLOBAL','global':{'stream_states':[]}}",
        "{'type':'GLOBAL'}",
        "{'type':'LEGACY','data':null}",
        "{'type':'LEGACY'}"
      })
  void isAbsentWhereAStateSaysNothing(String state) {
    assertThat(StateFile.of(List.of(state.replace('\'', '"')), List.of(USERS))).isNull();
  }

  @Test
  void leavesOutThePartOfAStreamThatSaysNothingAndKeepsTheDigitsOfTheRest() {
    var global =
        """
        {"type":"GLOBAL","x":1,"global":{"shared_state":{"lsn":37.00},"stream_states":[\
        {"stream_descriptor":{"name":"users"},"stream_state":null},\
        {"stream_descriptor":{"name":"orders"},"stream_state":{}}]}}\
        """;

    assertThat(StateFile.of(List.of(global), List.of(USERS)))
        .isEqualTo(
            "["
                + global.replace(
                    "{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":null},", "")
                + "]");
  }

  @Test
  void takesAnEmptyStateForAPosition() {
    assertThat(StateFile.of(List.of("{\"type\":\"LEGACY\",\"data\":{}}"), List.of(USERS)))
        .isEqualTo("{}");
    assertThat(StateFile.of(List.of(ORDERS_STATE), List.of(ORDERS)))
        .isEqualTo("[" + ORDERS_STATE + "]");
  }

  @Test
  void refusesAStoredStateThatCannotBeRead() {
    assertThatThrownBy(() -> StateFile.of(List.of("{"), List.of(USERS)))
        .isInstanceOf(IllegalStateException.class);
  }
}
