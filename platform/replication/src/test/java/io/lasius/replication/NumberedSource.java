package io.lasius.replication;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.protocol.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A connector whose records are numbered, so that loss and doubling can be proven. Its config says
 * how many there are and how many come before each state; it goes on after the number that the
 * state tells.
 */
final class NumberedSource {
  private NumberedSource() {}

  public static void main(String[] args) throws IOException {
    var config = Json.parse(Files.readString(Path.of(option(args, "--config"))));
    int last = config.get("records").intValue();
    int perState = config.get("recordsPerState").intValue();
    int next = 1;
    if (Arrays.asList(args).contains("--state")) {
      var states = Json.parse(Files.readString(Path.of(option(args, "--state"))));
      next = states.path(0).path("stream").path("stream_state").path("at").intValue() + 1;
    }
    var out = new BufferedOutputStream(System.out, 1 << 16);
    for (int id = next; id <= last; id++) {
      line(out, SyncFixture.record("users", id));
      if (id % perState == 0 || id == last) {
        line(out, SyncFixture.state("users", id));
      }
    }
    out.flush();
  }

  private static void line(OutputStream out, String line) throws IOException {
    out.write(line.getBytes(UTF_8));
    out.write('\n');
  }

  static String option(String[] args, String name) {
    return args[Arrays.asList(args).indexOf(name) + 1];
  }
}
