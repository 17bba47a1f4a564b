package io.lasius.sdk;

import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.message.CatalogMessage;
import io.lasius.protocol.message.ConnectionStatusMessage;
import io.lasius.protocol.message.CountMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** One call of a connector, from its arguments to its exit status. */
final class ConnectorRun {
  static final int SUCCESS = 0;
  static final int FAILURE = 1;
  static final int WRONG_CALL = 2;

  private final InputStream in;
  private final MessageOutput output;
  private final Redaction redaction;
  private final InputFiles files;
  private final Failures failures;

  ConnectorRun(InputStream in, MessageOutput output, Redaction redaction) {
    this.in = in;
    this.output = output;
    this.redaction = redaction;
    this.files = new InputFiles(redaction);
    this.failures = new Failures(output, redaction);
  }

  /** Does what the arguments say; each failure is told as a message. Returns the exit status. */
  <C extends Record> int run(Connector<C> connector, List<String> args) {
    try {
      return told(connector, args);
    } catch (IOException e) {
      // Standard output is gone, or was ended by a signal: there is nobody left to tell.
      return FAILURE;
    }
  }

  private <C extends Record> int told(Connector<C> connector, List<String> args)
      throws IOException {
    try {
      return execute(connector, CommandLine.parse(args));
    } catch (UsageException e) {
      System.err.println(e.withUsage());
      failures.tell(e, null);
      return WRONG_CALL;
    } catch (OutputException e) {
      throw e;
    } catch (StreamFailure e) {
      failures.tell(e.failure(), e.stream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failures.tell(e, null);
    } catch (Throwable e) {
      failures.tell(e, null);
    }
    return FAILURE;
  }

  private <C extends Record> int execute(Connector<C> connector, Command command)
      throws UsageException, ConnectorException, IOException, InterruptedException {
    return switch (command) {
      case Command.Spec _ -> {
        LineBytes line = Specification.of(connector);
        output.gather(line.bytes(), 0, line.length());
        output.flush();
        yield SUCCESS;
      }
      case Command.Check check -> check(connector, check);
      case Command.Discover discover -> discover(source(connector, "discover"), discover);
      case Command.Read read -> read(source(connector, "read"), read);
      case Command.Write write -> write(destination(connector), write);
      case Command.Count count -> count(counter(connector), count);
      case Command.Train train -> new Training(connector, train.config(), output).run();
    };
  }

  private <C extends Record> int check(Connector<C> connector, Command.Check check)
      throws ConnectorException, IOException, InterruptedException {
    ConnectionStatusMessage status;
    try {
      connector.check(files.config(check.config(), connector.configType()));
      status = ConnectionStatusMessage.succeeded();
    } catch (ConfigException e) {
      status = ConnectionStatusMessage.failed(redaction.apply(e.getMessage()));
    }
    output.write(status);
    return SUCCESS;
  }

  private <C extends Record> int discover(Source<C> source, Command.Discover discover)
      throws ConnectorException, IOException, InterruptedException {
    C config = files.config(discover.config(), source.configType());
    var streams = new ArrayList<CatalogStream>();
    for (SourceStream stream : source.streams(config)) {
      streams.add(stream.description());
    }
    output.write(new CatalogMessage(Catalog.of(streams)));
    return SUCCESS;
  }

  private <C extends Record> int read(Source<C> source, Command.Read read)
      throws ConnectorException, IOException, InterruptedException {
    C config = files.config(read.config(), source.configType());
    ConfiguredCatalog catalog = files.catalog(read.catalog());
    Positions positions = files.positions(read.state(), source.stateKind(config));
    var run = new ReadRun(output, failures, positions, source.stateInterval(config));
    for (SourceStream stream : source.streams(config)) {
      run.offer(stream);
    }
    output.startPacing();
    return run.run(catalog) ? SUCCESS : FAILURE;
  }

  private <C extends Record> int write(Destination<C> destination, Command.Write write)
      throws ConnectorException, IOException, InterruptedException {
    C config = files.config(write.config(), destination.configType());
    ConfiguredCatalog catalog = files.catalog(write.catalog());
    try (WriteSession session = destination.open(config, catalog);
        var run = new WriteRun(destination.supportsRefreshes(), output)) {
      run.open(session, catalog);
      run.run(in);
    }
    return SUCCESS;
  }

  private <C extends Record> int count(CountsByQuery<C> counter, Command.Count count)
      throws ConnectorException, IOException, InterruptedException {
    C config = files.config(count.config(), counter.configType());
    output.write(CountMessage.of(counter.count(config, files.query(count.query()))));
    return SUCCESS;
  }

  private static CountsByQuery<?> counter(Connector<?> connector) throws UsageException {
    if (connector instanceof CountsByQuery<?> counter) {
      return counter;
    }
    throw new UsageException("this connector does not count records by a query");
  }

  private static <C extends Record> Source<C> source(Connector<C> connector, String command)
      throws UsageException {
    return switch (connector) {
      case Source<C> source -> source;
      case Destination<C> _ -> throw new UsageException("a destination has no " + command);
    };
  }

  private static <C extends Record> Destination<C> destination(Connector<C> connector)
      throws UsageException {
    return switch (connector) {
      case Destination<C> destination -> destination;
      case Source<C> _ -> throw new UsageException("a source has no write");
    };
  }
}
