package io.lasius.connector.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.Connector;
import io.lasius.sdk.ConnectorMain;
import io.lasius.sdk.config.ConfigReader;
import io.lasius.sdk.config.ConfigViolation;
import io.lasius.sdk.local.LocalFolder;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source and a destination in one, which break where they are told to. The environment variable
 * {@value #LOCAL} names a folder that takes the place of {@code /local}, for runs without a
 * container.
 */
public final class FaultConnector {
  /** Environment variable with the folder that takes the place of {@code /local}. */
  public static final String LOCAL = "FAULT_LOCAL";

  private static final String CONFIG = "--config";
  private static final int FAILURE = 1;

  private FaultConnector() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> args) {
    var none = new Faults(null, 0, (_, _) -> {});
    if (args.contains("train")) {
      String[] call = args.toArray(String[]::new);
      return Math.max(
          ConnectorMain.run(new FaultSource(), call),
          ConnectorMain.run(new FaultDestination(local(), none), call));
    }
    FaultConfig config = config(args);
    if (config == null
        || (config.fault() == null && config.states() == FaultConfig.States.FAITHFUL)) {
      return ConnectorMain.run(connector(args, none), args.toArray(String[]::new));
    }
    try (var stdout = new FileOutputStream(FileDescriptor.out);
        var in = new FileInputStream(FileDescriptor.in);
        var out = new FaultyOutput(stdout.getChannel(), config, Faults.attempt())) {
      int status = ConnectorMain.run(connector(args, out.faults()), args, in, out);
      out.end();
      return status;
    } catch (IOException e) {
      // Nobody reads on: whoever started this process has seen enough.
      return FAILURE;
    }
  }

  private static Connector<FaultConfig> connector(List<String> args, Faults faults) {
    return switch (args.isEmpty() ? "" : args.getFirst()) {
      case "discover", "read" -> new FaultSource();
      default -> new FaultDestination(local(), faults);
    };
  }

  private static LocalFolder local() {
    String folder = System.getenv(LOCAL);
    return folder == null ? LocalFolder.ofContainer() : LocalFolder.at(Path.of(folder));
  }

  /** The configuration of a read or write; null for others, or where the SDK will say it is bad. */
  private static @Nullable FaultConfig config(List<String> args) {
    if (!args.contains("read") && !args.contains("write")) {
      return null;
    }
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals(CONFIG) && i + 1 < args.size()) {
        return read(args.get(i + 1));
      }
      if (arg.startsWith(CONFIG + "=")) {
        return read(arg.substring(CONFIG.length() + 1));
      }
    }
    return null;
  }

  private static @Nullable FaultConfig read(String file) {
    try {
      return ConfigReader.read(FaultConfig.class, Json.parse(Files.readString(Path.of(file))));
    } catch (JsonProcessingException | ConfigViolation e) {
      return null;
    } catch (IOException e) {
      return null;
    }
  }
}
