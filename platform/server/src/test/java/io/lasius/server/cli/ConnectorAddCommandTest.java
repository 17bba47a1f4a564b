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
final class ConnectorAddCommandTest {
  private static final String SOURCES = "workspaces/w1/definitions/sources";
  private static final String DESTINATIONS = "workspaces/w1/definitions/destinations";

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
  void guessesRoleAndNameByTheImage() {
    var add =
        CommandUnderTest.on(platform, "connector", "add", "r.example:5000/a/source-faker:7.2.1");

    assertThat(add.status()).isZero();
    assertThat(add.output()).contains("is now the source connector 'source-faker'", "'Default'");
    var made = platform.list(SOURCES).path(0);
    assertThat(made.path("name").asText()).isEqualTo("source-faker");
    assertThat(made.path("dockerRepository").asText()).isEqualTo("r.example:5000/a/source-faker");
    assertThat(made.path("dockerImageTag").asText()).isEqualTo("7.2.1");
  }

  @Test
  void takesRoleAndNameThatAreGiven() {
    var add =
        CommandUnderTest.on(
            platform, "connector", "add", "a/odd", "--role", "destination", "--name", "Odd");

    assertThat(add.output()).contains("a/odd:latest is now the destination connector 'Odd'");
    assertThat(platform.list(DESTINATIONS).path(0).path("dockerImageTag").asText())
        .isEqualTo("latest");
  }

  @Test
  void leavesAnImageThatIsKnownAsItIs() {
    var _ = CommandUnderTest.on(platform, "connector", "add", "a/source-b:1");

    var again = CommandUnderTest.on(platform, "connector", "add", "a/source-b:1");

    assertThat(again.status()).isZero();
    assertThat(again.output()).contains("is already the source connector 'source-b'");
    assertThat(platform.list(SOURCES)).hasSize(1);
  }

  @Test
  void needsTheWorkspaceWhereThereAreSeveral() throws IOException {
    platform.add("workspaces", "{'workspaceId':'w2','name':'Finance'}");

    var unclear = CommandUnderTest.on(platform, "connector", "add", "a/source-b:1");
    var clear =
        CommandUnderTest.on(platform, "connector", "add", "a/source-b:1", "--workspace", "Finance");

    assertThat(unclear.status()).isEqualTo(2);
    assertThat(unclear.errors()).contains("there are 2 workspaces", "--workspace");
    assertThat(clear.output()).contains("of the workspace 'Finance'");
    assertThat(platform.list("workspaces/w2/definitions/sources")).hasSize(1);
  }

  @Test
  void givesAProgramOneDocument() throws IOException {
    var add = CommandUnderTest.on(platform, "connector", "add", "a/source-b:1", "--json");

    var document = Json.parse(add.output());
    assertThat(document.path("role").asText()).isEqualTo("source");
    assertThat(document.path("workspaceId").asText()).isEqualTo("w1");
  }

  @Test
  void refusesAnImageWhoseRoleNobodyKnows() {
    var unknown = CommandUnderTest.on(platform, "connector", "add", "a/odd");
    var wrong = CommandUnderTest.on(platform, "connector", "add", "a/odd", "--role", "both");
    var digest = CommandUnderTest.on(platform, "connector", "add", "a/source-b@sha256:00");
    var none = CommandUnderTest.on(platform, "connector");

    assertThat(unknown.errors()).contains("--role source or --role destination");
    assertThat(wrong.errors()).contains("--role is 'both'");
    assertThat(digest.errors()).contains("by its digest");
    assertThat(none.errors()).contains("./lasius connector --help");
    assertThat(unknown.status() + wrong.status() + digest.status() + none.status()).isEqualTo(8);
  }

  @Test
  void tellsWhyAnImageIsNoConnector() {
    platform.answers(
        "POST " + SOURCES, 422, "{'data':{'message':'it answered spec without a message'}}");

    var add = CommandUnderTest.on(platform, "connector", "add", "a/source-b:1");

    assertThat(add.status()).isEqualTo(1);
    assertThat(add.errors()).contains("it answered spec without a message");
  }
}
