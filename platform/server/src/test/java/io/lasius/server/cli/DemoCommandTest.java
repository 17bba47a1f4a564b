package io.lasius.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class DemoCommandTest {
  private static final String RUNNING =
      """
      [{'attempt':0,'status':'running','streams':[{'name':'airports','recordsEmitted':5,'bytesEmitted':50}],
        'containers':[{'role':'source','name':'s','state':'running'}]}]\
      """;
  private static final String DONE =
      """
      [{'attempt':0,'status':'succeeded','streams':[
        {'name':'airports','recordsEmitted':3376,'bytesEmitted':500,'recordsCommitted':3376,'bytesCommitted':500},
        {'name':'seattle-weather','recordsEmitted':1461,'bytesEmitted':70000,'recordsCommitted':1461,'bytesCommitted':70000}],
        'differences':[],'failures':[]}]\
      """;
  private static final String NOTHING_NEW =
      "[{'attempt':0,'status':'succeeded','streams':[{'name':'airports','recordsEmitted':0,'recordsCommitted':0}]}]";

  @TempDir private Path folder;

  @Test
  void syncsAndShowsWhatIsCommitted() throws IOException {
    try (var platform = new FakePlatform(folder).plays("succeeded", RUNNING, DONE)) {
      var demo = demo(platform);

      assertThat(demo.errors())
          .contains("[1/5] Platform … answers at " + platform.address())
          .contains("[5/5] Sync", "job 1 succeeded");
      assertThat(demo.status()).isZero();
      assertThat(demo.output())
          .containsPattern("airports +3,376 +3,376 +500 B")
          .containsPattern("all +4,837 +4,837 +70.5 kB +\\d+\\.\\d s")
          .contains("Every record is committed.")
          .contains(
              ". " + platform.credentials(), platform.address() + "/api/public/v1/jobs/1/attempts");
    }
  }

  @Test
  void setsUpASyncOfWhatIsNewInBothFiles() throws IOException {
    try (var platform = new FakePlatform(folder).plays("succeeded", DONE)) {
      demo(platform);

      var local = folder.resolve("data/local/demo");
      assertThat(local.resolve("airports.csv")).hasContent("content of airports.csv");
      assertThat(local.resolve("seattle-weather.csv")).exists();
      assertThat(platform.list("sources").toString())
          .contains("\"definitionId\":\"d1\"", "\"workspaceId\":\"w1\"", "/local/demo/*.csv");
      assertThat(platform.list("connections").toString())
          .contains("\"sourceId\":\"sources-1\"", "\"destinationId\":\"destinations-1\"")
          .contains("airports", "seattle-weather", "incremental_append");
    }
  }

  @Test
  void aSecondRunUsesWhatIsThereAndSaysThatNothingIsNew() throws IOException {
    try (var platform = new FakePlatform(folder).plays("succeeded", DONE)) {
      demo(platform);
      platform.plays("succeeded", NOTHING_NEW);

      var second = demo(platform);

      assertThat(second.status()).isZero();
      assertThat(second.output()).contains("Nothing new");
      assertThat(second.errors()).contains("source there already, destination there already");
      assertThat(platform.list("sources")).hasSize(1);
      assertThat(platform.list("connections")).hasSize(1);
    }
  }

  @Test
  void watchesTheJobThatIsUnderWay() throws IOException {
    try (var platform = new FakePlatform(folder).isBusy("sync").plays("succeeded", RUNNING, DONE)) {
      var demo = demo(platform);

      assertThat(demo.status()).isZero();
      assertThat(demo.errors()).contains("job 7 succeeded");
    }
  }

  @Test
  void tellsWhyASyncFailed() throws IOException {
    var failed =
        "[{'attempt':0,'status':'failed','failures':[{'origin':'source','type':'config_error','message':'no such file'}]}]";
    try (var platform = new FakePlatform(folder).plays("failed", failed)) {
      var demo = demo(platform);

      assertThat(demo.status()).isEqualTo(1);
      assertThat(demo.errors()).contains("job 1 failed", "source, config_error: no such file");
    }
  }

  @Test
  void failsWhenCountsDisagreeThoughTheJobSucceeded() throws IOException {
    var lost = DONE.replace("'recordsCommitted':1461", "'recordsCommitted':1460");
    try (var platform = new FakePlatform(folder).plays("succeeded", lost)) {
      var demo = demo(platform);

      assertThat(demo.status()).isEqualTo(1);
      assertThat(demo.errors()).contains("4,836 of 4,837 records are committed");
      assertThat(demo.output()).doesNotContain("Every record is committed");
    }
  }

  @Test
  void failsWhenTheServerFoundADifference() throws IOException {
    var different = DONE.replace("'differences':[]", "'differences':['the source counted 5']");
    try (var platform = new FakePlatform(folder).plays("succeeded", different)) {
      assertThat(demo(platform).errors()).contains("the source counted 5");
    }
  }

  @Test
  void saysInOneSentenceWhyTheServerDoesNotStart() {
    var demo =
        CommandUnderTest.run(
            _ -> {
              throw new IOException("port 8080 is taken");
            },
            Map.of("LASIUS_DATA", folder.toString()),
            "demo");

    assertThat(demo.status()).isEqualTo(1);
    assertThat(demo.errors()).endsWith("lasius: port 8080 is taken\n");
  }

  @Test
  void usesAServerThatRunsAlready() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    try (var platform = new FakePlatform(folder.resolve("data")).plays("succeeded", DONE)) {
      var demo =
          CommandUnderTest.run(variables(), "demo", "--server", platform.address().toString());

      assertThat(demo.status()).isZero();
      assertThat(demo.output()).doesNotContain("start the platform");
    }
  }

  @Test
  void saysThatNobodyAnswers() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    var gone = new FakePlatform(folder.resolve("data"));
    gone.close();

    var demo = CommandUnderTest.run(variables(), "demo", "--server", gone.address().toString());

    assertThat(demo.status()).isEqualTo(1);
    assertThat(demo.errors()).contains("does not answer");
  }

  private CommandUnderTest demo(FakePlatform platform) {
    return CommandUnderTest.run(_ -> new Started(platform), variables(), "demo");
  }

  private Map<String, String> variables() {
    var jar = folder.resolve("connectors/source-file/target/source-file.jar");
    try {
      Files.createDirectories(jar.getParent());
      try (var archive = new ZipOutputStream(Files.newOutputStream(jar))) {
        for (var name : new String[] {"airports.csv", "seattle-weather.csv"}) {
          archive.putNextEntry(new ZipEntry("some/package/" + name));
          archive.write(("content of " + name).getBytes(UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(
        "LASIUS_HOME", folder.toString(), "LASIUS_DATA", folder.resolve("data").toString());
  }

  /** The same platform can be started again in the next run. */
  private record Started(FakePlatform platform) implements RunningPlatform {
    @Override
    public URI address() {
      return platform.address();
    }

    @Override
    public Path credentials() {
      return platform.credentials();
    }

    @Override
    public void close() {}
  }
}
