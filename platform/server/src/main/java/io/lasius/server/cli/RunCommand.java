package io.lasius.server.cli;

import io.lasius.protocol.message.FailureType;
import io.lasius.server.container.DockerEngine;
import io.lasius.server.container.DockerLauncher;
import io.lasius.server.container.EngineAddress;
import io.lasius.server.container.EngineException;
import io.lasius.server.container.LauncherSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One connector by hand. */
@Command(
    name = "run",
    sortOptions = false,
    customSynopsis = "./lasius run IMAGE spec|check|discover|read [OPTION...]",
    description = {
      "Runs one connector by hand, in a container: any image that speaks the Airbyte protocol.",
      "The answer goes to stdout; logs and failures go to stderr.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 if the connector did what it was asked for, 1 if it failed, 2 if the call is wrong.",
      "In a pipe, --raw gives the connector's own lines:",
      "  ./lasius run IMAGE read --config config.json --raw | jq -c 'select(.type == \"RECORD\").record.data'"
    })
final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "the connector's image; pulled where the engine does not hold it")
  private String image = "";

  @Parameters(
      index = "1",
      paramLabel = "spec|check|discover|read",
      converter = ActionName.class,
      description = "what it is asked for")
  private Action action = Action.SPEC;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "its configuration, a JSON object; all but spec need it")
  private @Nullable Path config;

  @Option(
      names = "--streams",
      paramLabel = "NAME",
      split = ",",
      description = "streams to read, as NAME or NAMESPACE.NAME; default: all")
  private List<String> streams = List.of();

  @Option(names = "--state", paramLabel = "FILE", description = "states to read on from")
  private @Nullable Path state;

  @Option(
      names = "--state-out",
      paramLabel = "FILE",
      description = "where the last states are written to, for --state")
  private @Nullable Path stateOut;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "records to show of each stream; default: ${DEFAULT-VALUE}")
  private int rows = 5;

  @Option(
      names = "--raw",
      description = "give the connector's lines as they come, byte for byte, instead of tables")
  private boolean raw;

  @Option(
      names = "--network",
      paramLabel = "none|bridge|host|NAME",
      description = "its network; default: bridge, or host where the engine has no bridge")
  private @Nullable String network;

  @Option(
      names = "--local",
      paramLabel = "FOLDER",
      description = "what it sees as /local; images that ask for it get the platform's data/local")
  private @Nullable Path local;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "a variable of its environment; may be given again")
  private Map<String, String> environment = Map.of();

  @Option(
      names = {"-v", "--verbose"},
      description = "show its logs and all of its stderr")
  private boolean verbose;

  /** What a connector can be asked for by hand. */
  private enum Action {
    SPEC,
    CHECK,
    DISCOVER,
    READ;

    private static Action of(String name) {
      return Arrays.stream(values())
          .filter(action -> action.toString().equals(name))
          .findAny()
          .orElseThrow(() ->
              new CommandLine.TypeConversionException(
                  "'%s' is none of spec, check, discover and read".formatted(name)));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads what the user writes. */
  private static final class ActionName implements CommandLine.ITypeConverter<Action> {
    @Override
    public Action convert(String name) {
      return Action.of(name);
    }
  }

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    var config = config();
    var states = state == null ? LastStates.none() : new InputFile("--state", state).states();
    try (var _ = new Interruption();
        var engine = new DockerEngine(engineAddress())) {
      var installation = "cli-" + UUID.randomUUID();
      try {
        run(new ConnectorRun(call(engine, installation), console, raw), config, states);
      } finally {
        // Only what the engine refused to remove at first is still there.
        engine.removeLeftovers(installation, _ -> true);
      }
      return 0;
    } catch (EngineException e) {
      throw e.type() == FailureType.CONFIG_ERROR
          ? CliException.wrongCall(e.getMessage(), e)
          : CliException.failed(e.getMessage(), e);
    } catch (IOException e) {
      throw CliException.failed("the connection to the engine could not be closed", e);
    }
  }

  private void run(ConnectorRun run, String config, LastStates states) throws InterruptedException {
    switch (action) {
      case SPEC -> run.spec();
      case CHECK -> run.check(config);
      case DISCOVER -> run.discover(config);
      case READ -> run.read(config, new ConnectorRun.ReadOptions(streams, rows, states, stateOut));
    }
  }

  private String config() {
    if (action == Action.SPEC) {
      return "";
    }
    if (config == null) {
      throw CliException.wrongCall(
          "%s needs a configuration: --config FILE (./lasius run %s spec shows its settings)"
              .formatted(action, image));
    }
    return new InputFile("--config", config).config();
  }

  private EngineAddress engineAddress() {
    try {
      return EngineAddress.fromEnvironment(console.environment());
    } catch (IllegalArgumentException e) {
      throw CliException.wrongCall(String.valueOf(e.getMessage()), e);
    }
  }

  private ConnectorCall call(DockerEngine engine, String installation)
      throws EngineException, InterruptedException {
    var held = engine.image(image);
    var folder = LocalFolders.choose(local, held, DataFolder.of(console.environment()));
    if (folder != null) {
      console.say("/local is " + folder.path());
    }
    var target =
        new ConnectorCall.Target(
            installation,
            image,
            network == null ? engine.info().defaultNetwork() : network,
            folder != null,
            environment);
    var launcher = new DockerLauncher(engine, new LauncherSettings(folder, true));
    return new ConnectorCall(launcher, target, console, verbose);
  }
}
