package io.lasius.server.cli;

import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.CatalogMessage;
import io.lasius.protocol.message.ConnectionStatusMessage;
import io.lasius.protocol.message.MessageType;
import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.protocol.message.SpecMessage;
import io.lasius.protocol.wire.MessageLine;
import io.lasius.replication.ConnectorCommand;
import io.lasius.server.amount.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks a connector one thing, and shows what it answered. */
final class ConnectorRun {
  private final ConnectorCall connector;
  private final Console console;
  private final boolean raw;

  /**
   * What to read.
   *
   * @param streams names; none for all
   * @param rows records that are shown of each stream
   * @param stateOut where the last states are written to
   */
  record ReadOptions(List<String> streams, int rows, LastStates states, @Nullable Path stateOut) {
    ReadOptions {
      streams = List.copyOf(streams);
    }
  }

  /** An answer, and how the connector ended after it. */
  private record Answer<T>(T message, ConnectorCall.End end) {}

  ConnectorRun(ConnectorCall connector, Console console, boolean raw) {
    this.connector = connector;
    this.console = console;
    this.raw = raw;
  }

  void spec() throws InterruptedException {
    var answer = ask(ConnectorCommand.spec(), SpecMessage.class, MessageType.SPEC, raw);
    show(SpecTable.of(answer.message().spec(), console.width()));
    requireClean(answer.end());
  }

  void check(String config) throws InterruptedException {
    var answer =
        ask(
            ConnectorCommand.check(config),
            ConnectionStatusMessage.class,
            MessageType.CONNECTION_STATUS,
            raw);
    var status = answer.message();
    var message = Objects.requireNonNullElse(status.message(), "");
    var table = new TextTable("status", "took", "message");
    table.row(status.status().name(), Amounts.time(answer.end().took()), message);
    show(table.text(console.width()));
    if (status.status() != ConnectionStatusMessage.Status.SUCCEEDED) {
      throw CliException.failed("the connector refuses the configuration");
    }
    requireClean(answer.end());
  }

  void discover(String config) throws InterruptedException {
    var answer = discover(config, raw);
    show(CatalogTable.of(answer.message().catalog(), console.width()));
    requireClean(answer.end());
  }

  void read(String config, ReadOptions options) throws InterruptedException {
    var discovered = discover(config, false);
    requireClean(discovered.end());
    var catalog = StreamChoice.configure(discovered.message().catalog(), options.streams());
    var states = options.states();
    var report = new ReadReport(catalog, options.rows(), states);
    var command = ConnectorCommand.read(config, Json.write(catalog), states.given());
    var end = read(command, report);
    show(report.text(console.width(), end.took()));
    if (options.stateOut() != null) {
      write(states, options.stateOut());
    }
    requireClean(end);
    if (report.incomplete()) {
      throw end.failure("a stream ended before its end");
    }
  }

  private ConnectorCall.End read(ConnectorCommand command, ReadReport report)
      throws InterruptedException {
    var began = System.nanoTime();
    try (var progress = new ProgressLine(console, InstantSource.system())) {
      return connector.run(
          command,
          raw,
          line -> {
            report.take(line);
            if (!raw) {
              progress.show(() -> report.progress(Duration.ofNanos(System.nanoTime() - began)));
            }
          });
    }
  }

  private Answer<CatalogMessage> discover(String config, boolean echo) throws InterruptedException {
    return ask(ConnectorCommand.discover(config), CatalogMessage.class, MessageType.CATALOG, echo);
  }

  private <T extends ProtocolMessage> Answer<T> ask(
      ConnectorCommand command, Class<T> answer, MessageType type, boolean echo)
      throws InterruptedException {
    var found = new AtomicReference<@Nullable T>();
    var end =
        connector.run(
            command,
            echo,
            line -> {
              if (line instanceof MessageLine message && answer.isInstance(message.message())) {
                found.set(answer.cast(message.message()));
              }
            });
    var message = found.get();
    if (message == null) {
      throw end.clean()
          ? end.failure("it answered %s without a message of type %s".formatted(command, type))
          : end.failure();
    }
    return new Answer<>(message, end);
  }

  private void show(String text) {
    if (!raw) {
      console.answer(text);
    }
  }

  private static void requireClean(ConnectorCall.End end) {
    if (!end.clean()) {
      throw end.failure();
    }
  }

  /** Whole or not at all: a broken file would be a broken position. */
  private static void write(LastStates states, Path file) {
    var target = file.toAbsolutePath();
    var beside = target.resolveSibling(target.getFileName() + ".new");
    try {
      Files.writeString(beside, states.json() + "\n");
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw CliException.failed("the states could not be written to %s (%s)".formatted(file, e), e);
    }
  }
}
