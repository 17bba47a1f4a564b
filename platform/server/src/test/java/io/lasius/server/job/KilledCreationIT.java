package io.lasius.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.Debugger;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of the transaction that makes a job. */
@Timeout(120)
final class KilledCreationIT {
  private static final String STATE =
      "{'type':'STREAM','stream':{'stream_descriptor':{'name':'rivers'},'stream_state':{'n':1}}}";

  @TempDir private Path folder;

  /** A stream that lost its state, and yet is not read anew, would miss records for ever. */
  @Test
  void leavesStreamsAsTheyWereWhereThereIsNoJobThatBeginsThemAnew() throws Exception {
    Files.writeString(
        Files.createDirectories(folder.resolve("local")).resolve("rivers.csv"), "id\n1\n");
    String connection;
    String states;
    try (var debugger = new Debugger();
        var server = start(debugger.option())) {
      connection = connection(new Operator(server.api()));
      states = states(server.api(), connection);
      var asked = Thread.ofVirtual().unstarted(() -> refresh(server.api(), connection));
      debugger.stopAt(
          new Debugger.Place(Generations.class.getName(), "begin", Debugger.Side.EXIT),
          1,
          asked::start);
      server.kill();
      asked.join();
    }

    try (var server = start("")) {
      var jobs = server.api().get("/jobs?connectionId=" + connection);
      assertThat(jobs.json().path("data")).as(jobs.body()).isEmpty();
      assertThat(states(server.api(), connection)).isEqualTo(states).contains("rivers");
      var made = server.api().post("/jobs", wish(connection));
      assertThat(made.status()).as(made.body()).isEqualTo(200);
      assertThat(states(server.api(), connection)).doesNotContain("rivers");
    }
  }

  private ServerProcess start(String option) throws IOException, InterruptedException {
    return ServerProcess.start(
        folder, Map.of("LASIUS_DISCOVER_WAIT", "60s", "JAVA_TOOL_OPTIONS", option));
  }

  private static String connection(Operator operator) throws IOException, InterruptedException {
    var connection =
        operator.connection(
            operator.source("{'sourceType':'file','path':'/local/*.csv'}"),
            operator.destination("{'destinationType':'file'}"),
            "rivers");
    var brought =
        operator
            .api()
            .post("/connections/%s/states/import".formatted(connection), "[" + STATE + "]");
    assertThat(brought.status()).as(brought.body()).isEqualTo(200);
    return connection;
  }

  private static String wish(String connection) {
    return "{'connectionId':'%s','jobType':'refresh'}".formatted(connection);
  }

  private static void refresh(Api api, String connection) {
    try {
      var answer = api.post("/jobs", wish(connection));
      throw new AssertionError("the server is stopped before it answers: " + answer.body());
    } catch (IOException e) {
      // Its end is the answer.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String states(Api api, String connection)
      throws IOException, InterruptedException {
    return api.get("/connections/%s/states".formatted(connection)).body();
  }
}
