package io.lasius.replication;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.protocol.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends each record to a file, and returns a state once what came before it is in the file. */
final class AppendingDestination {
  private AppendingDestination() {}

  public static void main(String[] args) throws IOException {
    var config = Json.parse(Files.readString(Path.of(NumberedSource.option(args, "--config"))));
    Path file = Path.of(config.get("file").textValue());
    var in = new BufferedReader(new InputStreamReader(System.in, UTF_8), 1 << 16);
    try (var out =
        Files.newBufferedWriter(
            file, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("{\"type\":\"RECORD\"")) {
          out.write(line);
          out.newLine();
        } else if (line.startsWith("{\"type\":\"STATE\"")) {
          out.flush();
          System.out.println(line);
          System.out.flush();
        }
      }
    }
  }
}
