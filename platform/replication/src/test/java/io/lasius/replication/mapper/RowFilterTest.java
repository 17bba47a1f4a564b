package io.lasius.replication.mapper;

import static io.lasius.replication.mapper.MapperFixture.passes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.replication.mapper.RowCondition.And;
import io.lasius.replication.mapper.RowCondition.Equal;
import io.lasius.replication.mapper.RowCondition.Greater;
import io.lasius.replication.mapper.RowCondition.In;
import io.lasius.replication.mapper.RowCondition.IsNull;
import io.lasius.replication.mapper.RowCondition.Less;
import io.lasius.replication.mapper.RowCondition.Matches;
import io.lasius.replication.mapper.RowCondition.Not;
import io.lasius.replication.mapper.RowCondition.NotEqual;
import io.lasius.replication.mapper.RowCondition.Or;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowFilterTest {
  @ParameterizedTest(name = "{0} and {1}: equal {2}, less {3}, greater {4}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"x\"`, x, true, false, false",
        "`\"\\u0078\"`, x, true, false, false",
        "`\"x\"`, y, false, true, false",
        "`\"\ud83d\udc1c\"`, \uffff, false, false, true",
        "`\"10\"`, 9, false, true, false",
        "10, 9, false, false, true",
        "10, 10.00, true, false, false",
        "1e1, 10, true, false, false",
        "-0, 0, true, false, false",
        "9007199254740993, 9007199254740992, false, false, true",
        "1e400, 1e401, false, true, false",
        "0.1, x, false, false, false",
        "10, 010, false, false, false",
        "true, true, true, false, false",
        "true, `\"true\"`, false, false, false",
        "false, true, false, false, false",
        "null, null, false, false, false",
        "[], [], false, false, false",
        "{}, {}, false, false, false"
      })
  void comparesAsTheKindOfTheValueDemands(
      String json, String value, boolean equal, boolean less, boolean greater) throws Exception {
    String data = "{\"a\":" + json + "}";

    assertThat(passes(data, new Equal("a", value))).isEqualTo(equal);
    assertThat(passes(data, new NotEqual("a", value))).isEqualTo(!equal);
    assertThat(passes(data, new In("a", List.of("other", value)))).isEqualTo(equal);
    assertThat(passes(data, new Less("a", value))).isEqualTo(less);
    assertThat(passes(data, new Greater("a", value))).isEqualTo(greater);
  }

  @Test
  void aMissingFieldEqualsNothingAndIsNull() throws Exception {
    for (String data : List.of("{}", "{\"a\":null}")) {
      assertThat(passes(data, new Equal("a", "null"))).isFalse();
      assertThat(passes(data, new NotEqual("a", "x"))).isTrue();
      assertThat(passes(data, new IsNull("a"))).isTrue();
      assertThat(passes(data, new Matches("a", ""))).isFalse();
    }
    assertThat(passes("{\"a\":0}", new IsNull("a"))).isFalse();
  }

  @Test
  void joinsConditions() throws Exception {
    var isX = new Equal("a", "x");
    var isOne = new Equal("b", "1");
    String both = "{\"a\":\"x\",\"b\":1}";
    String one = "{\"a\":\"x\",\"b\":2}";
    String none = "{\"a\":\"y\",\"b\":2}";

    assertThat(Stream.of(both, one, none).map(data -> holds(data, new And(List.of(isX, isOne)))))
        .containsExactly(true, false, false);
    assertThat(Stream.of(both, one, none).map(data -> holds(data, new Or(List.of(isX, isOne)))))
        .containsExactly(true, true, false);
    assertThat(Stream.of(both, one, none).map(data -> holds(data, new Not(List.of(isX, isOne)))))
        .containsExactly(false, false, true);
  }

  @Test
  void ofAKeyThatOccursTwiceTheLastCounts() throws Exception {
    assertThat(passes("{\"a\":1,\"\\u0061\":2}", new Equal("a", "2"))).isTrue();
    assertThat(passes("{\"a\":2,\"a\":1}", new Equal("a", "2"))).isFalse();
  }

  @Test
  void findsAnExpressionInTheText() throws Exception {
    assertThat(passes("{\"a\":\"d\\u00e4r\"}", new Matches("a", "ä"))).isTrue();
    assertThat(passes("{\"a\":\"där\"}", new Matches("a", "^ä"))).isFalse();
    assertThat(passes("{\"a\":120}", new Matches("a", "^12"))).isTrue();
    assertThat(passes("{\"a\":[\"x\"]}", new Matches("a", "x"))).isFalse();
  }

  @Test
  void failsOnWhatItCannotJudge() {
    assertThatThrownBy(() -> passes("{\"a\":1e99999999999}", new Less("a", "1")))
        .isInstanceOf(MapperException.class)
        .hasMessageContaining("'a'");
    String text = "ab".repeat(500_000);
    assertThatThrownBy(() -> passes("{\"a\":\"" + text + "\"}", new Matches("a", "^(a|b)*$")))
        .isInstanceOf(MapperException.class)
        .hasMessageContaining("'a'");
  }

  /** It tries each way to share the text out among its parts. */
  @Test
  @Timeout(30)
  void failsOnAnExpressionThatWouldTryForEver() throws Exception {
    String text = "a".repeat(60);

    assertThatThrownBy(() -> passes("{\"a\":\"" + text + "\"}", new Matches("a", ".*.*.*.*.*b")))
        .isInstanceOf(MapperException.class)
        .hasMessageContaining("for field 'a' takes too long for a value of 60 bytes");
    String large = "a".repeat(20_000_000);
    assertThat(passes("{\"a\":\"" + large + "b\"}", new Matches("a", "b$"))).isTrue();
  }

  @Test
  void refusesConditionsThatNestBeyondReason() {
    RowCondition condition = new IsNull("a");
    for (int i = 0; i < 100; i++) {
      condition = new Not(List.of(condition));
    }
    var filter = new FilterRows(condition);

    assertThatThrownBy(() -> MapperFixture.chain(filter))
        .isInstanceOf(InvalidMappingException.class);
  }

  private static boolean holds(String data, RowCondition condition) {
    try {
      return passes(data, condition);
    } catch (MapperException e) {
      throw new IllegalStateException(e);
    }
  }
}
