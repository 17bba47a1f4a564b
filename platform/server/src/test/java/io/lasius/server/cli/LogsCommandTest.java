package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class LogsCommandTest {
  private static final String FIRST =
      "{'attempt':0,'status':'failed','failures':[{'origin':'source','type':'transient_error','message':'gone'}]}";
  private static final String SECOND =
      "{'attempt':1,'status':'succeeded','verdict':{'kind':'verified','reasons':[]}}";
  private static final String LINE =
      "{'time':'2026-01-02T03:04:05.678901Z','origin':'source','level':'WARN','text':'it is slow'}";

  @TempDir private Path folder;
  private FakePlatform platform;

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform(folder);
    attempts(FIRST + "," + SECOND);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private void attempts(String attempts) {
    platform.answers("GET jobs/5/attempts", 200, "{'data':[%s]}".formatted(attempts));
  }

  @Test
  void showsTheLastAttemptInReadableLines() {
    log(1, LINE + "\n");

    var logs = CommandUnderTest.on(platform, "logs", "5");

    assertThat(logs.output()).isEqualTo("2026-01-02T03:04:05.678Z source      WARN  it is slow\n");
    assertThat(logs.errors()).isEqualTo("job 5, attempt 2: succeeded, verified\n");
    assertThat(logs.status()).isZero();
  }

  @Test
  void showsTheAttemptThatIsAskedForAndWhyItFailed() {
    log(0, LINE + "\n");

    var logs = CommandUnderTest.on(platform, "logs", "5", "--attempt", "1");

    assertThat(logs.output()).contains("it is slow");
    assertThat(logs.errors())
        .isEqualTo("job 5, attempt 1: failed\n  source, transient_error: gone\n");
    assertThat(logs.status()).isZero();
  }

  @Test
  void readsOnUntilTheLogEnds() {
    platform.answersPart("GET jobs/5/attempts/1/logs?offset=0", LINE + "\n", 10);
    platform.answersPart("GET jobs/5/attempts/1/logs?offset=10", LINE + "\n", 20);
    platform.answersPart("GET jobs/5/attempts/1/logs?offset=20", "", 20);

    assertThat(CommandUnderTest.on(platform, "logs", "5").output().lines()).hasSize(2);
  }

  @Test
  void givesAProgramTheLinesAsTheyAre() {
    log(1, LINE + "\n");

    assertThat(CommandUnderTest.on(platform, "logs", "5", "--json").output())
        .isEqualTo(LINE.replace('\'', '"') + "\n");
  }

  @Test
  void followsFromAttemptToAttemptUntilTheJobHasEnded() {
    var first = "{'data':[%s]}".formatted(FIRST);
    var both = "{'data':[%s,%s]}".formatted(FIRST, SECOND);
    var waiting = "{'jobId':5,'status':'running','waitsFor':'its retry at noon'}";
    var succeeded = "{'jobId':5,'status':'succeeded'}";
    platform.answersInTurn("GET jobs/5/attempts", first, first, first, both);
    platform.answersInTurn("GET jobs/5", waiting, waiting, succeeded);
    stream(0, LINE);
    stream(1, LINE.replace("slow", "fast"));

    var logs = CommandUnderTest.on(platform, "logs", "5", "--follow");

    assertThat(logs.output().lines().map(line -> line.substring(line.indexOf("it is"))))
        .containsExactly("it is slow", "it is fast");
    assertThat(logs.errors().lines())
        .containsExactly(
            "job 5, attempt 1: failed",
            "  source, transient_error: gone",
            "job 5 waits for its retry at noon",
            "job 5, attempt 2: succeeded, verified",
            "job 5 succeeded");
  }

  @Test
  void saysThatALogBrokeOff() {
    platform.answers(
        "GET jobs/5/attempts/1/logs/stream?offset=0", 200, "id: 9\nevent: line\ndata: {}\n\n");

    var logs = CommandUnderTest.on(platform, "logs", "5", "--follow");

    assertThat(logs.status()).isEqualTo(1);
    assertThat(logs.errors()).contains("the log of job 5 broke off", "./lasius logs 5 --follow");
  }

  @Test
  void refusesWhatIsNotThere() {
    platform.answers("GET jobs/6/attempts", 404, "{'detail':'there is no job 6'}");

    var attempt = CommandUnderTest.on(platform, "logs", "5", "--attempt", "3");
    var job = CommandUnderTest.on(platform, "logs", "6");
    var word = CommandUnderTest.on(platform, "logs", "shop");

    assertThat(attempt.errors()).contains("--attempt is 3, but job 5 has attempts 1 to 2");
    assertThat(job.errors()).contains("there is no job 6");
    assertThat(word.errors()).contains("'shop'", "./lasius logs --help");
    assertThat(attempt.status() + job.status() + word.status()).isEqualTo(6);
  }

  @Test
  void saysThatALogIsNotKeptAnyMore() {
    log(1, "");

    var logs = CommandUnderTest.on(platform, "logs", "5");

    assertThat(logs.output()).isEmpty();
    assertThat(logs.errors()).contains("not kept any more", "job 5, attempt 2: succeeded");
    assertThat(logs.status()).isZero();
  }

  @Test
  void saysThatThereIsNothingYet() {
    attempts("");

    var logs = CommandUnderTest.on(platform, "logs", "5");

    assertThat(logs.errors()).isEqualTo("job 5 has no attempt yet\n");
    assertThat(logs.status()).isZero();
  }

  private void log(int attempt, String lines) {
    var path = "GET jobs/5/attempts/%d/logs?offset=".formatted(attempt);
    platform.answersPart(path + "0", lines, lines.length());
    platform.answersPart(path + lines.length(), "", lines.length());
  }

  private void stream(int attempt, String line) {
    platform.answers(
        "GET jobs/5/attempts/%d/logs/stream?offset=0".formatted(attempt),
        200,
        ":\n\nid: 7\nevent: line\ndata: %s\n\nevent: end\ndata: {}\n\n".formatted(line));
  }
}
