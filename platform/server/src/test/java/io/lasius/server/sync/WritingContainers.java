package io.lasius.server.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.container.ContainerLabels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** When the destinations of a connection started and ended, as the engine tells it. */
final class WritingContainers implements AutoCloseable {
  private final Process events;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final Thread reader;

  /** From now on. */
  WritingContainers() throws IOException {
    events =
        new ProcessBuilder(
                "docker",
                "events",
                "--filter",
                "type=container",
                "--filter",
                "event=start",
                "--filter",
                "event=die",
                "--filter",
                "label=" + ContainerLabels.ROLE + "=destination",
                "--format",
                "{{.Action}} {{.ID}} {{.Actor.Attributes.name}}")
            .redirectErrorStream(true)
            .start();
    reader = Thread.ofVirtual().name("docker-events").start(this::read);
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(events.getInputStream(), UTF_8))) {
      lines.lines().forEach(told::add);
    } catch (IOException e) {
      told.add("reading failed: " + e);
    }
  }

  /**
   * Holds that none of a connection started before the one before it had ended.
   *
   * @return how many there were
   */
  int neverTwoAtOnce(String connection) throws InterruptedException {
    events.destroy();
    reader.join();
    var all = new LinkedHashSet<String>();
    Set<String> running = new LinkedHashSet<>();
    for (var line : List.copyOf(told)) {
      var words = line.split(" ", 3);
      if (words.length < 3 || !words[2].contains(connection)) {
        continue;
      }
      if (words[0].equals("start")) {
        assertThat(running).as("running when %s started: %s", words[1], told).isEmpty();
        running.add(words[1]);
        all.add(words[1]);
      } else {
        running.remove(words[1]);
      }
    }
    assertThat(running).as("still running: %s", told).isEmpty();
    return all.size();
  }

  @Override
  public void close() {
    events.destroy();
  }
}
