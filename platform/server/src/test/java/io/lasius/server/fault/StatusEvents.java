package io.lasius.server.fault;

import io.lasius.server.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The events of where the first attempt of a job stands, as they come. */
final class StatusEvents implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final BufferedReader lines;

  StatusEvents(Api api, long job) throws IOException, InterruptedException {
    var request = api.request("/jobs/%d/attempts/0/status/stream".formatted(job)).build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  /** Reads on to an event that has this in it. */
  void await(String text) throws IOException {
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(text)) {
        return;
      }
    }
    throw new AssertionError("the events ended, and none has " + text);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
