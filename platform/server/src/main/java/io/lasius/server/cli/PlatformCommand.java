package io.lasius.server.cli;

import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that asks a platform which runs already, and does nothing itself. */
abstract class PlatformCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "the platform's address; default: http://127.0.0.1:$LASIUS_PORT, where 8000 is the default port;"
              + " LASIUS_TOKEN, or LASIUS_CLIENT_ID and LASIUS_CLIENT_SECRET, are shown to it; by default, on this"
              + " machine, what LASIUS_DATA holds")
  private @Nullable String server;

  @Option(
      names = "--json",
      description = "give JSON on stdout, and nothing else there; times and attempts as in the API")
  private boolean json;

  PlatformCommand(Console console) {
    this.console = console;
  }

  /**
   * Does what the command is for.
   *
   * @return its exit status
   */
  abstract int run(PlatformClient platform) throws InterruptedException;

  final Console console() {
    return console;
  }

  /** Whether the answer is for a program. */
  final boolean json() {
    return json;
  }

  @Override
  public final Integer call() throws InterruptedException {
    var address = address();
    var credentials = Credentials.of(console.environment(), address);
    try (var platform = new PlatformClient(address, credentials)) {
      return run(platform);
    }
  }

  private URI address() {
    if (server == null) {
      return URI.create("http://127.0.0.1:" + port());
    }
    try {
      var address = URI.create(server.replaceAll("/+$", ""));
      if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // It is none.
    }
    throw CliException.wrongCall(
        "--server is '%s', but must be like http://127.0.0.1:8000".formatted(server));
  }

  private String port() {
    var port = console.environment().getOrDefault("LASIUS_PORT", "");
    if (port.isBlank()) {
      return "8000";
    }
    if (!port.matches("[1-9]\\d{0,4}")) {
      throw CliException.wrongCall(
          "LASIUS_PORT is '%s', by which the platform cannot be found: name its address by --server"
              .formatted(port));
    }
    return port;
  }
}
