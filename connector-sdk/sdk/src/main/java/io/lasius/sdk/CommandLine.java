package io.lasius.sdk;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of the protocol. */
final class CommandLine {
  private static final Set<String> OPTIONS = Set.of("--config", "--catalog", "--state", "--query");

  private final String command;
  private final Map<String, Path> options = new HashMap<>();

  private CommandLine(String command) {
    this.command = command;
  }

  static Command parse(List<String> args) throws UsageException {
    if (args.isEmpty()) {
      throw new UsageException("a command is needed");
    }
    var line = new CommandLine(args.getFirst());
    line.readOptions(args.subList(1, args.size()));
    return line.command();
  }

  private Command command() throws UsageException {
    Command parsed =
        switch (command) {
          case "spec" -> new Command.Spec();
          case "check" -> new Command.Check(need("--config"));
          case "discover" -> new Command.Discover(need("--config"));
          case "read" -> new Command.Read(need("--config"), need("--catalog"), take("--state"));
          case "write" -> new Command.Write(need("--config"), need("--catalog"));
          case "count" -> new Command.Count(need("--config"), need("--query"));
          case "train" -> new Command.Train(need("--config"));
          default -> throw new UsageException("there is no command '%s'".formatted(command));
        };
    if (!options.isEmpty()) {
      throw new UsageException(
          "%s takes no %s".formatted(command, options.keySet().iterator().next()));
    }
    return parsed;
  }

  private void readOptions(List<String> args) throws UsageException {
    for (int i = 0; i < args.size(); i++) {
      String option = args.get(i);
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      if (!OPTIONS.contains(name)) {
        throw new UsageException("there is no option '%s'".formatted(name));
      }
      if (equals < 0 && ++i == args.size()) {
        throw new UsageException("%s needs a file".formatted(name));
      }
      String file = equals < 0 ? args.get(i) : option.substring(equals + 1);
      if (options.put(name, Path.of(file)) != null) {
        throw new UsageException("%s is given twice".formatted(name));
      }
    }
  }

  private Path need(String option) throws UsageException {
    Path file = take(option);
    if (file == null) {
      throw new UsageException("%s needs %s FILE".formatted(command, option));
    }
    return file;
  }

  private @Nullable Path take(String option) {
    return options.remove(option);
  }
}
