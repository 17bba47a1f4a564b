package io.lasius.server;

import io.lasius.server.container.EngineUnderTest;
import java.io.IOException;

/** Images of connectors whose behaviour a test tells in shell. */
public final class ShellConnector {
  private ShellConnector() {}

  /**
   * Makes an image.
   *
   * @param name of its repository, behind {@code lasius/}; its tag is {@code dev}
   * @param behaviour shell text that sees the connector's arguments as {@code $1}, {@code $2}, …
   */
  public static void make(String name, String behaviour) throws IOException, InterruptedException {
    EngineUnderTest.buildImage();
    var docker = Docker.ofTests();
    var container =
        docker
            .lines(
                "create",
                "--network",
                "none",
                "--env",
                "BEHAVIOUR=" + behaviour,
                EngineUnderTest.IMAGE)
            .getLast();
    docker.lines("commit", container, "lasius/%s:dev".formatted(name));
    docker.lines("rm", container);
  }
}
