package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class CancelCommandTest {
  @TempDir private Path folder;
  private FakePlatform platform;

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform(folder);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void tellsThatTheJobHasEnded() {
    platform.answers("DELETE jobs/5?force=false", 200, "{'jobId':5,'status':'cancelled'}");

    var cancel = CommandUnderTest.on(platform, "cancel", "5");

    assertThat(cancel.output()).isEqualTo("job 5 is cancelled\n");
    assertThat(cancel.status()).isZero();
  }

  @Test
  void tellsThatTheJobTakesItsTime() {
    platform.answers("DELETE jobs/5?force=true", 200, "{'jobId':5,'status':'running'}");

    var cancel = CommandUnderTest.on(platform, "cancel", "5", "--force");

    assertThat(cancel.output()).contains("job 5 will end", "./lasius logs 5 --follow");
    assertThat(cancel.status()).isZero();
  }

  @Test
  void givesAProgramOneDocument() throws IOException {
    platform.answers("DELETE jobs/5?force=false", 200, "{'jobId':5,'status':'cancelled'}");

    var cancel = CommandUnderTest.on(platform, "cancel", "5", "--json");

    assertThat(Json.parse(cancel.output()).path("status").asText()).isEqualTo("cancelled");
  }

  @Test
  void failsWhereTheJobHasEndedBefore() {
    platform.answers("DELETE jobs/5?force=false", 409, "{'data':{'message':'job 5 is SUCCEEDED'}}");
    platform.answers("DELETE jobs/6?force=false", 404, "{'detail':'there is no job 6'}");

    var ended = CommandUnderTest.on(platform, "cancel", "5");
    var unknown = CommandUnderTest.on(platform, "cancel", "6");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.errors()).contains("did not cancel job 5", "job 5 is SUCCEEDED");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.errors()).contains("there is no job 6");
  }
}
