package io.lasius.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/** What a command says. */
final class Output {
  private Output() {}

  /** Fails, with what it said, where the command does. */
  static String of(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("%s ended with %d: %s".formatted(command, status, text.strip()));
      }
      return text;
    }
  }
}
