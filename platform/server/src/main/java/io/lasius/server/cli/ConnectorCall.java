package io.lasius.server.cli;

import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.wire.Line;
import io.lasius.protocol.wire.MessageReader;
import io.lasius.protocol.wire.ReaderLimits;
import io.lasius.replication.ConnectorCommand;
import io.lasius.replication.ConnectorExit;
import io.lasius.replication.ConnectorLaunch;
import io.lasius.replication.ConnectorLauncher;
import io.lasius.replication.ConnectorLimits;
import io.lasius.replication.ConnectorProcess;
import io.lasius.replication.ConnectorRole;
import io.lasius.replication.ConnectorTimeoutException;
import io.lasius.replication.ErrorOutput;
import io.lasius.replication.LaunchException;
import io.lasius.replication.Sentences;
import io.lasius.server.container.ContainerLabels;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs commands of one connector, each in a container of its own, which is gone afterwards. */
final class ConnectorCall {
  /** How long the connector's end may come after the end of its output. */
  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  private static final int NAME_CHARS = 8;

  /**
   * What is called.
   *
   * @param installation what its containers are labelled with
   * @param network {@code none}, {@code bridge}, {@code host}, or the name of a network
   * @param localFolder whether the connector gets the folder {@code /local}
   * @param environment variables beside those of the image
   */
  record Target(
      String installation,
      String image,
      String network,
      boolean localFolder,
      Map<String, String> environment) {
    Target {
      environment = Map.copyOf(environment);
    }

    private ConnectorLaunch launch(ConnectorCommand command) {
      var random = UUID.randomUUID().toString().substring(0, NAME_CHARS);
      return new ConnectorLaunch(
          "lasius-run-" + random,
          ConnectorRole.SOURCE,
          image,
          command,
          environment,
          Map.of(ContainerLabels.INSTALLATION, installation),
          ConnectorLimits.DEFAULT,
          network,
          localFolder);
    }
  }

  /** How a command ended. */
  record End(ConnectorExit exit, Diagnostics diagnostics, Duration took) {
    /** Whether nothing speaks against it. */
    boolean clean() {
      return exit.clean() && diagnostics.clean();
    }

    CliException failure() {
      return diagnostics.failure(Sentences.ended("connector", exit));
    }

    /** A failure that its exit status does not tell. */
    CliException failure(String fault) {
      return diagnostics.failure(Sentences.ended("connector", exit) + ", but " + fault);
    }
  }

  private final ConnectorLauncher launcher;
  private final Target target;
  private final Console console;
  private final boolean verbose;

  ConnectorCall(ConnectorLauncher launcher, Target target, Console console, boolean verbose) {
    this.launcher = launcher;
    this.target = target;
    this.console = console;
    this.verbose = verbose;
  }

  /**
   * Runs a command to its end.
   *
   * @param raw whether the connector's output is also the command's
   */
  End run(ConnectorCommand command, boolean raw, LineSink answers) throws InterruptedException {
    var began = System.nanoTime();
    var diagnostics = new Diagnostics(console, verbose);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var process = launcher.launch(target.launch(command))) {
      var errors =
          threads.submit(() -> ErrorOutput.drain(process.errors(), diagnostics::errorLine));
      var output = raw ? new EchoChannel(process.output(), console.output()) : process.output();
      read(output, diagnostics, answers);
      var exit = exit(process);
      await(errors);
      return new End(exit, diagnostics, Duration.ofNanos(System.nanoTime() - began));
    } catch (LaunchException e) {
      throw notStarted(e);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while it read the connector's output");
      }
      throw diagnostics.failure(String.valueOf(e.getMessage()));
    }
  }

  private static void read(ReadableByteChannel output, Diagnostics diagnostics, LineSink answers)
      throws IOException {
    try (var reader = new MessageReader(output, ReaderLimits.defaults())) {
      for (@Nullable Line line = reader.next(); line != null; line = reader.next()) {
        diagnostics.take(line);
        answers.take(line);
      }
    }
  }

  private static ConnectorExit exit(ConnectorProcess process)
      throws IOException, InterruptedException {
    try {
      return process.awaitExit(END_LIMIT);
    } catch (ConnectorTimeoutException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A child of the connector may hold its stderr open for ever. */
  private static void await(Future<?> errors) throws IOException, InterruptedException {
    try {
      errors.get(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the connector's stderr could not be shown: " + e.getCause(), e);
    } catch (TimeoutException _) {
      // What came until now is enough to explain a failure.
    }
  }

  private static CliException notStarted(LaunchException e) {
    var reason = e.reason();
    return reason.type() == FailureType.CONFIG_ERROR
        ? CliException.wrongCall(reason.message(), e)
        : CliException.failed(reason.message(), e);
  }
}
