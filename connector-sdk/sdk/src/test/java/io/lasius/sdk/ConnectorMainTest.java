package io.lasius.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.message.LogMessage;
import io.lasius.protocol.wire.MessageCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ConnectorMainTest {
  private static final int ENDED_BY_SIGTERM = 143;

  @TempDir Path folder = Path.of("");

  @Test
  void aSignalEndsTheOutputBetweenTwoLines() throws Exception {
    Process process = start("endless");
    var output = output(process);
    for (int i = 0; i < 1000; i++) {
      assertThat(output.readLine()).isNotNull();
    }

    process.toHandle().destroy();

    var text = new StringBuilder();
    for (int c = output.read(); c >= 0; c = output.read()) {
      text.append((char) c);
    }
    assertThat(process.waitFor()).isEqualTo(ENDED_BY_SIGTERM);
    assertThat(text.toString()).endsWith("}\n");
    for (String line : text.toString().lines().toList()) {
      assertThat(MessageCodec.read(line.getBytes(UTF_8))).isNotNull();
    }
  }

  @Test
  void aSignalEndsASourceThatWaitsAndWhatItReadHasNotWaitedWithIt() throws Exception {
    Process process = start("waiting");
    var output = output(process);

    String line = output.readLine();
    while (line != null && !line.contains("RECORD")) {
      line = output.readLine();
    }
    assertThat(line).contains("\"id\":1");

    process.toHandle().destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
  }

  @Test
  void aSignalEndsASourceWhoseOutputNobodyReads() throws Exception {
    Process process = start("endless");
    assertThat(process.getInputStream().read()).isEqualTo('{');

    process.toHandle().destroy();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
  }

  @Test
  void whatIsPrintedBecomesALogMessageWithoutSecrets() throws Exception {
    Process process = start("printing");

    var logs = new ArrayList<String>();
    for (String line : output(process).lines().toList()) {
      if (MessageCodec.read(line.getBytes(UTF_8)) instanceof LogMessage log) {
        logs.add(log.message());
      }
    }

    assertThat(logs).containsExactly("connected with ******");
    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).contains("to stderr");
    assertThat(process.waitFor()).isZero();
  }

  private Process start(String behaviour) throws IOException {
    var command = new ArrayList<>(List.of(java(), "-cp", System.getProperty("java.class.path")));
    command.add(ProcessSource.class.getName());
    command.addAll(
        new TestRun.CallFolder(folder)
            .read("{\"behaviour\":\"%s\",\"password\":\"s3cret\"}".formatted(behaviour), "users"));
    return new ProcessBuilder(command).start();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static BufferedReader output(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }
}
