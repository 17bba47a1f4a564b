package io.lasius.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lasius.server.http.ProblemException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnectionRequestTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'includeFiles':true | has includeFiles",
        "'destinationObjectName':'people' | has the destinationObjectName 'people'"
      })
  void refusesWhatStreamsAreNotOffered(String more, String why) {
    assertThatThrownBy(() -> request(more).wishes())
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("stream 'users' " + why);
  }

  @Test
  void takesTheSameWhereItAsksForNothing() throws Exception {
    var wishes = request("'includeFiles':false,'destinationObjectName':''").wishes();

    assertThat(Objects.requireNonNull(wishes)).hasSize(1);
  }

  private static ConnectionRequest request(String more) throws Exception {
    var json = "{'configurations':{'streams':[{'name':'users',%s}]}}".formatted(more);
    return new ObjectMapper().readValue(json.replace('\'', '"'), ConnectionRequest.class);
  }
}
