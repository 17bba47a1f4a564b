package io.lasius.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/**
 * Runs a connector, as the platform calls it. A connector's {@code main} is one line:
 *
 * {@snippet :
 * public static void main(String[] args) {
 *   System.exit(ConnectorMain.run(new SampleSource(), args));
 * }
 * }
 */
public final class ConnectorMain {
  private ConnectorMain() {}

  /**
   * Runs the command that the arguments name, over this process's standard streams. What is printed
   * to {@link System#out} meanwhile becomes log messages.
   *
   * @return the exit status: 0 for success, 1 for a failure, which was told as a message, 2 for a
   *     wrong call; after a SIGTERM the process ends with 143, whatever this returns
   */
  public static int run(Connector<?> connector, String... args) {
    var redaction = new Redaction();
    var output = new MessageOutput(new FileOutputStream(FileDescriptor.out).getChannel());
    PrintStream before = System.out;
    try (var _ = StopSignal.install(output);
        output;
        var prints = new PrintStream(new StrayPrints(output, redaction), false, UTF_8)) {
      System.setOut(prints);
      var in = new FileInputStream(FileDescriptor.in);
      return new ConnectorRun(in, output, redaction).run(connector, List.of(args));
    } catch (IOException e) {
      return ConnectorRun.FAILURE;
    } finally {
      System.setOut(before);
    }
  }

  /**
   * Runs a command over other streams than the process's own, such as a test's. Signals and {@link
   * System#out} stay as they are.
   *
   * @param in what the platform writes to the connector
   * @param out what the connector writes to the platform; it stays open
   * @return the exit status, as above
   */
  public static int run(
      Connector<?> connector, List<String> args, InputStream in, WritableByteChannel out) {
    try (var output = new MessageOutput(out)) {
      return new ConnectorRun(in, output, new Redaction()).run(connector, args);
    } catch (IOException e) {
      return ConnectorRun.FAILURE;
    }
  }
}
