package io.lasius.server.cli;

import io.lasius.server.Application;
import io.lasius.server.http.InstanceToken;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Runs the platform until it is stopped. */
@Command(
    name = "up",
    description = "Runs the platform in the foreground; Ctrl-C stops it and leaves no container.")
final class Up implements Callable<Integer> {
  @Override
  public Integer call() throws IOException, InterruptedException {
    var stopped = new CountDownLatch(1);
    var server = Application.start(Map.of());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.stop();
                  stopped.countDown();
                },
                "stop"));
    greet(server);
    stopped.await();
    return 0;
  }

  private static void greet(EmbeddedServer server) {
    var token = server.getApplicationContext().getBean(InstanceToken.class);
    System.out.printf(
        """
        Lasius answers at %1$s
          API:     %1$s/api/public/v1   (Authorization: Bearer, with the content of %2$s)
          status:  %1$s/?token=%3$s
        Ctrl-C stops it.
        """,
        server.getURL(), token.file(), token.value());
  }
}
