package io.lasius.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.message.ConnectionStatusMessage;
import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.RecordChange;
import io.lasius.protocol.message.RecordMessage;
import io.lasius.protocol.message.StreamStatusTrace;
import io.lasius.sdk.config.Setting;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SourceRunTest {
  private static final String CONFIG = "{\"password\":\"s3cret & more\"}";

  @TempDir Path folder = Path.of("");
  private TestRun.CallFolder files = new TestRun.CallFolder(folder);

  record Config(@Setting(secret = true) String password) {}

  /** What a stream of a test does. */
  private interface Reading {
    void read(ReadRequest request, StreamOutput output)
        throws ConnectorException, IOException, InterruptedException;
  }

  private record ScriptedStream(String name, Reading reading) implements SourceStream {
    @Override
    public CatalogStream description() {
      return TestRun.stream(name);
    }

    @Override
    public void read(ReadRequest request, StreamOutput output)
        throws ConnectorException, IOException, InterruptedException {
      reading.read(request, output);
    }
  }

  private static final class ScriptedSource implements Source<Config> {
    private final List<SourceStream> streams = new ArrayList<>();
    private final StateKind kind;

    ScriptedSource(StateKind kind) {
      this.kind = kind;
    }

    ScriptedSource with(String name, Reading reading) {
      streams.add(new ScriptedStream(name, reading));
      return this;
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public void check(Config config) throws ConfigException {
      throw new ConfigException("the server refuses the password " + config.password());
    }

    @Override
    public List<SourceStream> streams(Config config) {
      return streams;
    }

    @Override
    public StateKind stateKind(Config config) {
      return kind;
    }
  }

  @BeforeEach
  void useTheFolder() {
    files = new TestRun.CallFolder(folder);
  }

  @Test
  void aRecordThatThrowsLeavesNoHalfLine() throws Exception {
    var source =
        new ScriptedSource(StateKind.STREAM)
            .with(
                "users",
                (_, output) -> {
                  output.record(data -> data.writeNumberField("id", 1));
                  try {
                    output.record(data -> {
                      data.writeObjectFieldStart("half");
                      throw new IOException("the row broke off");
                    });
                  } catch (IOException e) {
                    output.record(data -> data.writeNumberField("id", 2));
                  }
                });

    var run = TestRun.of(source, files.read(CONFIG, "users"));

    assertThat(run.messages(RecordMessage.class))
        .extracting(record -> record.data().toString())
        .containsExactly("{\"id\":1}", "{\"id\":2}");
    assertThat(run.status()).isZero();
  }

  @Test
  void trainsWithAReadOfAllItsStreams() throws Exception {
    var read = new ArrayList<String>();
    var source =
        new ScriptedSource(StateKind.STREAM)
            .with("users", (_, _) -> read.add("users"))
            .with("products", (_, _) -> read.add("products"));

    var run = TestRun.of(source, List.of("train", "--config", files.file("config.json", CONFIG)));

    assertThat(run).isEqualTo(new TestRun(0, List.of()));
    assertThat(read).containsExactly("users", "products");
  }

  @Test
  void aRecordKeepsEachDigitOfItsNumbersAndTellsItsChanges() throws Exception {
    var change =
        new RecordChange(
            "note", RecordChange.Change.NULLED, "SOURCE_SERIALIZATION_ERROR", Map.of());
    var source =
        new ScriptedSource(StateKind.STREAM)
            .with(
                "users",
                (_, output) ->
                    output.record(
                        data -> {
                          data.writeFieldName("price");
                          data.writeNumber("37.00");
                        },
                        List.of(change)));

    var run = TestRun.of(source, files.read(CONFIG, "users"));

    assertThat(run.lines())
        .anySatisfy(line ->
            assertThat(line)
                .contains("\"data\":{\"price\":37.00}")
                .contains(
                    "\"meta\":{\"changes\":[{\"field\":\"note\",\"change\":\"NULLED\","
                        + "\"reason\":\"SOURCE_SERIALIZATION_ERROR\"}]}}}"));
  }

  @Test
  void aStreamThatFailsIsIncompleteAndTheOthersAreStillRead() throws Exception {
    var source =
        new ScriptedSource(StateKind.STREAM)
            .with(
                "broken",
                (_, _) -> {
                  throw new TransientException("the server hung up");
                })
            .with("users", (_, output) -> output.record(data -> data.writeNumberField("id", 1)));

    var run = TestRun.of(source, files.read(CONFIG, "broken", "gone", "users"));

    assertThat(run.status()).isEqualTo(1);
    assertThat(statuses(run, "broken")).containsExactly("STARTED", "INCOMPLETE");
    assertThat(statuses(run, "gone")).containsExactly("STARTED", "INCOMPLETE");
    assertThat(statuses(run, "users")).containsExactly("STARTED", "RUNNING", "COMPLETE");
    assertThat(run.errors())
        .extracting(error -> error.failureType() + " " + error.streamDescriptor())
        .containsExactly("TRANSIENT_ERROR broken", "CONFIG_ERROR gone");
  }

  @Test
  void noErrorShowsASecretOfTheConfiguration() throws Exception {
    var source =
        new ScriptedSource(StateKind.STREAM)
            .with(
                "users",
                (_, _) -> {
                  String inUrl = URLEncoder.encode("s3cret & more", StandardCharsets.UTF_8);
                  throw new IllegalStateException(
                      "bad: https://u:%s@db".formatted(inUrl), new IOException("s3cret & more"));
                });

    var run = TestRun.of(source, files.read(CONFIG, "users"));
    var check = TestRun.of(source, files.check(CONFIG));

    assertThat(run.errors().getFirst().failureType()).isEqualTo(FailureType.SYSTEM_ERROR);
    assertThat(run.errors().getFirst().stackTrace()).contains("SourceRunTest");
    assertThat(run.lines()).noneMatch(line -> line.contains("s3cret"));
    assertThat(check.status()).isZero();
    assertThat(check.messages(ConnectionStatusMessage.class))
        .containsExactly(ConnectionStatusMessage.failed("the server refuses the password ******"));
  }

  @ParameterizedTest
  @EnumSource(StateKind.class)
  void aPositionComesBackFromEachKindOfState(StateKind kind) throws Exception {
    var seen = new ArrayList<@Nullable JsonNode>();
    var source =
        new ScriptedSource(kind)
            .with("users", (request, output) -> readOn(seen, request, output))
            .with("products", (request, output) -> readOn(seen, request, output));
    var arguments = files.read(CONFIG, "users", "products");
    var first = TestRun.of(source, arguments);
    var states = kind == StateKind.STREAM ? first.states() : first.states().subList(1, 2);

    var again = new ArrayList<>(arguments);
    again.addAll(List.of("--state", files.file("state.json", states.toString())));
    TestRun.of(source, again);

    assertThat(seen).containsExactly(null, null, IntNode.valueOf(1), IntNode.valueOf(1));
  }

  @Test
  void anOldStateWithoutEnvelopeIsReadByTheNamesOfItsStreams() throws Exception {
    var seen = new ArrayList<@Nullable JsonNode>();
    var source =
        new ScriptedSource(StateKind.STREAM)
            .with("users", (request, output) -> readOn(seen, request, output));
    var arguments = new ArrayList<>(files.read(CONFIG, "users"));
    arguments.addAll(List.of("--state", files.file("state.json", "{\"users\":7}")));

    TestRun.of(source, arguments);

    assertThat(seen).containsExactly(IntNode.valueOf(7));
  }

  @Test
  void aWrongCallIsToldAndEndsWithStatusTwo() throws Exception {
    var run = TestRun.of(new ScriptedSource(StateKind.STREAM), List.of("write", "--config", "x"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors().getFirst().message()).isEqualTo("write needs --catalog FILE");
  }

  private static void readOn(
      List<@Nullable JsonNode> seen, ReadRequest request, StreamOutput output) throws IOException {
    seen.add(request.position());
    output.record(data -> data.writeNumberField("id", 1));
    output.state(IntNode.valueOf(1));
  }

  private static List<String> statuses(TestRun run, String stream) throws IOException {
    return run.messages(StreamStatusTrace.class).stream()
        .map(StreamStatusTrace::streamStatus)
        .filter(status -> status.streamDescriptor().name().equals(stream))
        .map(status -> status.status().name())
        .toList();
  }
}
