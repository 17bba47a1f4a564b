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
final class CheckCommandTest {
  @TempDir private Path folder;
  private FakePlatform platform;

  @BeforeEach
  void start() throws IOException {
    platform =
        new FakePlatform(folder)
            .add("sources", "{'sourceId':'5a5a5a5a','name':'shop'}")
            .add("destinations", "{'destinationId':'7b7b7b7b','name':'lake'}")
            .answers("POST sources/5a5a5a5a/check", 200, "{'status':'succeeded','message':null}")
            .answers(
                "POST destinations/7b7b7b7b/check",
                200,
                "{'status':'failed','message':'no such bucket'}");
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void showsTheConnectorsWord() {
    var good = CommandUnderTest.on(platform, "check", "shop");
    var bad = CommandUnderTest.on(platform, "check", "7b7b");

    assertThat(good.output()).isEqualTo("the check of the source 'shop' succeeded\n");
    assertThat(good.status()).isZero();
    assertThat(bad.output())
        .isEqualTo("the check of the destination 'lake' failed: no such bucket\n");
    assertThat(bad.status()).isEqualTo(1);
  }

  @Test
  void givesAProgramOneDocument() throws IOException {
    var check = CommandUnderTest.on(platform, "check", "lake", "--json");

    assertThat(Json.parse(check.output()))
        .isEqualTo(
            Json.parse(
                """
                {"role":"destination","id":"7b7b7b7b","name":"lake","status":"failed","message":"no such bucket"}\
                """));
    assertThat(check.status()).isEqualTo(1);
  }

  @Test
  void tellsThatTheConnectorHasNoWord() {
    platform.answers("POST sources/5a5a5a5a/check", 422, "{'data':{'message':'exit status 3'}}");

    var check = CommandUnderTest.on(platform, "check", "shop");

    assertThat(check.status()).isEqualTo(1);
    assertThat(check.errors())
        .contains("the platform did not check the source 'shop'", "exit status 3");
  }

  @Test
  void asksWhichIsMeantWhereASourceAndADestinationHaveTheName() throws IOException {
    platform.add("destinations", "{'destinationId':'9','name':'shop'}");

    var check = CommandUnderTest.on(platform, "check", "shop");

    assertThat(check.status()).isEqualTo(2);
    assertThat(check.errors()).contains("source 5a5a5a5a  shop", "destination 9  shop");
  }
}
