package io.lasius.server;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A server in this process, on a free port and a folder of its own. */
public final class ServerUnderTest implements AutoCloseable {
  private final EmbeddedServer server;
  private final Api api;

  private ServerUnderTest(EmbeddedServer server, Path folder) throws IOException {
    this.server = server;
    this.api =
        new Api(
            URI.create(server.getURL().toString()),
            Files.readString(folder.resolve("token")).strip());
  }

  /**
   * Starts one.
   *
   * @param folder for all that it keeps; a second server on it goes on where the first one ended
   * @param settings properties {@code lasius.…} beside those
   */
  public static ServerUnderTest start(Path folder, Map<String, Object> settings)
      throws IOException {
    // What fails in a test is mended at once.
    var all = new HashMap<String, Object>(Map.of("lasius.retry-delay", "0s"));
    all.putAll(settings);
    all.put("lasius.data", folder.toString());
    all.put("lasius.port", -1);
    return new ServerUnderTest(Application.start(all), folder);
  }

  public Api api() {
    return api;
  }

  /** A part of the server. */
  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  @Override
  public void close() {
    api.close();
    server.stop();
  }
}
