package io.lasius.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** A command that ran in this process. */
record CommandUnderTest(int status, String output, String errors) {
  /** Runs it with the variables of this process and these. */
  static CommandUnderTest run(Map<String, String> variables, String... arguments) {
    return run(
        _ -> {
          throw new IOException("no server in this test");
        },
        variables,
        arguments);
  }

  /** Runs it beside a platform that it finds by its own means. */
  static CommandUnderTest on(FakePlatform platform, String... arguments) {
    return run(platform.variables(), arguments);
  }

  /** The same with a server to start. */
  static CommandUnderTest run(
      PlatformStart platform, Map<String, String> variables, String... arguments) {
    var environment = new HashMap<>(System.getenv());
    environment.putAll(variables);
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    var console = new Console(output, new PrintStream(errors, true, UTF_8), environment, false);
    var status = Main.run(console, platform, arguments);
    return new CommandUnderTest(status, output.toString(UTF_8), errors.toString(UTF_8));
  }
}
