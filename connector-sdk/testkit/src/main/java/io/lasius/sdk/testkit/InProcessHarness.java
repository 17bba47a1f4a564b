package io.lasius.sdk.testkit;

import io.lasius.sdk.Connector;
import io.lasius.sdk.ConnectorMain;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A connector on a thread of this JVM. */
final class InProcessHarness implements ConnectorHarness {
  private final Connector<?> connector;

  InProcessHarness(Connector<?> connector) {
    this.connector = connector;
  }

  @Override
  public ConnectorSession start(ConnectorCall call) throws IOException {
    Path folder = Files.createTempDirectory("connector-");
    List<String> arguments = CallFiles.write(call, folder, folder.toString());
    return new ConnectorSession(new Running(connector, arguments), folder);
  }

  private static final class Running implements RunningConnector {
    private final Pipe input = Pipe.open();
    private final Pipe output = Pipe.open();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final Thread thread;

    Running(Connector<?> connector, List<String> arguments) throws IOException {
      thread = Thread.ofPlatform().daemon().start(() -> run(connector, arguments));
    }

    private void run(Connector<?> connector, List<String> arguments) {
      int status = 1;
      try (WritableByteChannel out = output.sink();
          InputStream in = Channels.newInputStream(input.source())) {
        status = ConnectorMain.run(connector, arguments, in, out);
      } catch (IOException e) {
        // A pipe that the session has closed: the run was killed.
      } finally {
        exit.complete(status);
      }
    }

    @Override
    public OutputStream input() {
      return Channels.newOutputStream(input.sink());
    }

    @Override
    public InputStream output() {
      return Channels.newInputStream(output.source());
    }

    @Override
    public CompletableFuture<Integer> exit() {
      return exit;
    }

    @Override
    public void kill() {
      thread.interrupt();
    }
  }
}
