package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.json.Json;
import org.junit.jupiter.api.Test;

final class RecordSampleTest {
  @Test
  void showsValuesAsTheyAreAndLeavesAbsentOnesEmpty() throws Exception {
    var sample = new RecordSample(2);

    sample.add(Json.parse("{\"id\":1,\"price\":37.00,\"name\":\"Ann\"}"));
    sample.add(Json.parse("{\"id\":2,\"name\":null,\"tags\":[1,2]}"));

    assertThat(sample.full()).isTrue();
    assertThat(sample.text(80))
        .isEqualTo(
            """
            id  price  name  tags
            --  -----  ----  -----
            1   37.00  Ann
            2          null  [1,2]
            """);
  }

  @Test
  void namesTheFieldsThatHaveNoRoom() throws Exception {
    var sample = new RecordSample(1);

    sample.add(Json.parse("{\"a\":\"%s\",\"b\":1,\"c\":2}".formatted("x".repeat(100))));

    assertThat(sample.text(33))
        .isEqualTo(
            """
            a
            --------------------------------
            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
            more fields: b, c
            """);
  }
}
