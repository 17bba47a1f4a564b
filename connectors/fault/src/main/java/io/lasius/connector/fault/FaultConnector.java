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
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    var local = local(System.getenv());
    if (args.contains("train")) {
      String[] call = args.toArray(String[]::new);
      return Math.max(
          ConnectorMain.run(new FaultSource(), call),
          ConnectorMain.run(new FaultDestination(local, Faults.none()), call));
    }
    FaultConfig config = config(args);
    if (config == null || config.isFaultless()) {
      return ConnectorMain.run(connector(args, local, Faults.none()), args.toArray(String[]::new));
    }
    try (var out = new FileOutputStream(FileDescriptor.out);
        var in = new FileInputStream(FileDescriptor.in)) {
      return run(args, config, System.getenv(), in, out.getChannel(), Crash.ofProcess());
    } catch (IOException e) {
      return FAILURE;
    }
  }

  /**
   * Runs a read or a write on the caller's thread, over other streams than the process's own: a
   * crash ends this run alone, and a hang lasts until the thread is interrupted.
   *
   * @param environment what the variables of a process would be
   * @param in what the platform writes to the connector
   * @param out what the connector writes to the platform; it stays open
   * @param errors where a process would have its standard error
   * @return the exit status
   */
  public static int run(
      List<String> args,
      Map<String, String> environment,
      InputStream in,
      WritableByteChannel out,
      PrintStream errors) {
    FaultConfig config = config(args);
    if (config == null || config.isFaultless()) {
      var connector = connector(args, local(environment), Faults.none());
      return ConnectorMain.run(connector, args, in, out);
    }
    return run(args, config, environment, in, out, Crash.ofRun(errors));
  }

  private static int run(
      List<String> args,
      FaultConfig config,
      Map<String, String> environment,
      InputStream in,
      WritableByteChannel out,
      Crash crash) {
    var faulty = new FaultyOutput(out, config, Faults.attempt(environment), crash);
    int status =
        ConnectorMain.run(connector(args, local(environment), faulty.faults()), args, in, faulty);
    try {
      faulty.end();
    } catch (IOException e) {
      // It has crashed, or nobody reads on: whoever started it has seen enough.
      return crash.status(FAILURE);
    }
    return status;
  }

  private static Connector<FaultConfig> connector(
      List<String> args, LocalFolder local, Faults faults) {
    return switch (args.isEmpty() ? "" : args.getFirst()) {
      case "discover", "read" -> new FaultSource();
      default -> new FaultDestination(local, faults);
    };
  }

  private static LocalFolder local(Map<String, String> environment) {
    String folder = environment.get(LOCAL);
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
