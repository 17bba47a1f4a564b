package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class SyncCommandTest {
  private static final String ID = "8f14e45f-0000-4000-8000-000000000001";
  private static final String RUNNING =
      "[{'attempt':0,'status':'running','streams':[{'name':'users','recordsEmitted':5}]}]";
  private static final String DONE =
      """
      [{'attempt':0,'status':'succeeded','verdict':{'kind':'unverified','reasons':['the source does not count']},
        'streams':[{'name':'users','recordsEmitted':12,'recordsFiltered':2,'recordsRejected':1,'recordsCommitted':9}]}]\
      """;
  private static final String FAILED =
      "[{'attempt':0,'status':'failed','failures':[{'origin':'destination','type':'system_error','message':'disk full'}]}]";

  @TempDir private Path folder;
  private FakePlatform platform;

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform(folder);
    platform.add("connections", connection(ID, "shop", "'status':'active'"));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void followsAJobToItsEndAndShowsWhatItMoved() {
    platform.plays("succeeded", RUNNING, DONE);

    var sync = CommandUnderTest.on(platform, "sync", "shop");

    assertThat(sync.errors()).contains("job 1 syncs 'shop'", "job 1 succeeded");
    assertThat(sync.output())
        .containsPattern("users +12 +9 ")
        .contains("Every record is committed but for 3, which filters and checks kept back.")
        .contains("Verdict: unverified", "the source does not count");
    assertThat(sync.status()).isZero();
    assertThat(platform.list("jobs").path(0).path("connectionId").asText()).isEqualTo(ID);
  }

  @Test
  void failsWithTheCauseAndTheNextCommand() {
    platform.plays("failed", FAILED);

    var sync = CommandUnderTest.on(platform, "sync", "shop");

    assertThat(sync.status()).isEqualTo(1);
    assertThat(sync.errors())
        .contains("job 1 failed", "destination, system_error: disk full", "./lasius logs 1");
  }

  @Test
  void failsWhereCountsDisagreeThoughTheJobSucceeded() {
    platform.plays("succeeded", DONE.replace("unverified", "mismatch"));

    var sync = CommandUnderTest.on(platform, "sync", "shop");

    assertThat(sync.status()).isEqualTo(1);
    assertThat(sync.errors()).contains("the source does not count");
  }

  @Test
  void followsASyncThatIsUnderWay() throws IOException {
    platform.isBusy("sync").plays("succeeded", RUNNING, DONE);

    var sync = CommandUnderTest.on(platform, "sync", "shop");

    assertThat(sync.status()).isZero();
    assertThat(sync.errors())
        .contains("job 7, a sync of 'shop', is under way already", "job 7 succeeded");
  }

  @Test
  void takesNoOtherJobForASync() throws IOException {
    platform.isBusy("refresh");

    var sync = CommandUnderTest.on(platform, "sync", "shop");

    assertThat(sync.status()).isEqualTo(1);
    assertThat(sync.errors())
        .contains("job 7, a refresh, is under way", "./lasius logs 7", "./lasius cancel 7");
  }

  @Test
  void tellsWhatThePlatformRefuses() {
    platform.answers(
        "POST jobs",
        409,
        "{'title':'state-conflict','data':{'message':'its destination is deleted'}}");

    var sync = CommandUnderTest.on(platform, "sync", "shop");

    assertThat(sync.status()).isEqualTo(1);
    assertThat(sync.errors()).contains("its destination is deleted");
  }

  @Test
  void tellsWhyAConnectionIsNotSynced() throws IOException {
    platform.add(
        "connections",
        connection("2", "old", "'status':'inactive','statusReason':'disabled: it failed'"));

    var sync = CommandUnderTest.on(platform, "sync", "old");

    assertThat(sync.status()).isEqualTo(1);
    assertThat(sync.errors())
        .contains("the connection 'old' is not synced, as it is inactive (disabled: it failed)");
  }

  @Test
  void leavesTheJobAloneWhenItIsInterrupted() throws Exception {
    platform.plays("succeeded", Collections.nCopies(10_000, RUNNING).toArray(String[]::new));
    Callable<CommandUnderTest> call = () -> CommandUnderTest.on(platform, "sync", "shop");
    var command = new FutureTask<>(call);
    var thread = Thread.ofPlatform().start(command);
    platform.awaitRequest("GET jobs/1");

    thread.interrupt();

    assertThat(command.get().errors())
        .contains("job 1 goes on", "./lasius logs 1 --follow", "./lasius cancel 1");
    assertThat(platform.requests()).noneMatch(request -> request.startsWith("DELETE"));
  }

  @Test
  void givesAProgramOneDocument() throws IOException {
    platform.plays("succeeded", RUNNING, DONE);

    var sync = CommandUnderTest.on(platform, "sync", "shop", "--json");

    var document = Json.parse(sync.output());
    assertThat(sync.output().lines()).hasSize(1);
    assertThat(document.path("job").path("status").asText()).isEqualTo("succeeded");
    assertThat(document.path("attempts").path(0).path("streams")).hasSize(1);
  }

  @Test
  void findsAConnectionByItsIdAndItsFirstCharactersToo() {
    for (var word : new String[] {ID, "8f14", "8F14E45F"}) {
      platform.plays("succeeded", DONE);

      assertThat(CommandUnderTest.on(platform, "sync", word).status()).as(word).isZero();
    }
  }

  @Test
  void doesNotGuessWhichConnectionIsMeant() throws IOException {
    platform.add("connections", connection("8f14eeee", "other", "'status':'active'"));
    platform.add("connections", connection("9", "shop", "'status':'active'"));

    var two = CommandUnderTest.on(platform, "sync", "shop");
    var prefix = CommandUnderTest.on(platform, "sync", "8f14");
    var none = CommandUnderTest.on(platform, "sync", "8f1");

    assertThat(two.errors()).contains("2 are meant by 'shop'", "connection " + ID);
    assertThat(prefix.errors()).contains("2 are meant by '8f14'", "8f14eeee  other");
    assertThat(none.errors()).contains("there is no connection '8f1'; there are:", "other");
    assertThat(two.status() + prefix.status() + none.status()).isEqualTo(6);
    assertThat(platform.list("jobs")).isEmpty();
  }

  private static String connection(String id, String name, String rest) {
    return "{'connectionId':'%s','name':'%s','workspaceId':'w1','schedule':{'scheduleType':'manual'},%s}"
        .formatted(id, name, rest);
  }
}
