package io.lasius.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.message.FailureType;
import io.lasius.sdk.config.Setting;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CountRunTest {
  private static final String CONFIG = "{\"password\": \"hidden in here\"}";

  @TempDir Path folder = Path.of("");
  private TestRun.CallFolder files = new TestRun.CallFolder(folder);

  record Config(
      @Setting(title = "Password", description = "Of nobody.", secret = true) String password) {}

  /** A source without streams. */
  private static class Uncounted implements Source<Config> {
    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public void check(Config config) {}

    @Override
    public List<SourceStream> streams(Config config) {
      return List.of();
    }
  }

  /** Counts the characters of its query. */
  private static final class Counted extends Uncounted implements CountsByQuery<Config> {
    @Override
    public long count(Config config, String query) throws ConfigException {
      if (query.startsWith("!")) {
        throw new ConfigException("no query: " + query + config.password());
      }
      return query.length();
    }
  }

  @BeforeEach
  void useTheFolder() {
    files = new TestRun.CallFolder(folder);
  }

  @Test
  void tellsTheCountInOneLine() throws Exception {
    var run = TestRun.of(new Counted(), files.count(CONFIG, "{\"sql\": \"SELECT 1\"}"));

    assertThat(run)
        .isEqualTo(new TestRun(0, List.of("{\"type\":\"COUNT\",\"count\":{\"records\":8}}")));
  }

  @Test
  void tellsWhyThereIsNoCountWithoutSecrets() throws Exception {
    var run = TestRun.of(new Counted(), files.count(CONFIG, "{\"sql\": \"!\"}"));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
          assertThat(error.message()).startsWith("no query: !").doesNotContain("hidden");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"sql\": \" \"}", "{\"sql\": 1}", "[]"})
  void refusesAFileWithoutAQuery(String query) throws Exception {
    var run = TestRun.of(new Counted(), files.count(CONFIG, query));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors().getFirst().message()).contains("query.json has no text 'sql'");
  }

  @Test
  void isAWrongCallOfAConnectorThatDoesNotCount() throws Exception {
    var run = TestRun.of(new Uncounted(), files.count(CONFIG, "{\"sql\": \"SELECT 1\"}"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors().getFirst().message())
        .isEqualTo("this connector does not count records by a query");
  }

  @Test
  void needsAQuery() throws Exception {
    var run =
        TestRun.of(new Counted(), List.of("count", "--config", files.file("config.json", CONFIG)));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors().getFirst().message()).isEqualTo("count needs --query FILE");
  }
}
