package io.lasius.server.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Command;
import io.lasius.server.Docker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An engine of the test's own, which may be stopped and killed. Only root can start one. */
public final class PrivateEngine implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int MOST_STARTS = 3;

  /** One that was killed leaves its mounts behind. */
  private static final String REMOVAL =
      "awk -v root=\"$1/\" 'index($2, root) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r umount;"
          + " rm -rf \"$1\"";

  private final Path root;

  private PrivateEngine(Path root) {
    this.root = root;
  }

  /**
   * Starts one.
   *
   * @param root a folder for all that it keeps, on a disk that an engine can use
   */
  public static PrivateEngine start(Path root) throws IOException, InterruptedException {
    var engine = new PrivateEngine(root);
    engine.up();
    return engine;
  }

  public String address() {
    return "unix://" + root.resolve("docker.sock");
  }

  public Docker docker() {
    return Docker.at(address());
  }

  /** Starts it again; dockerd gives its containerd 15 s, which is too little on a busy machine. */
  public void up() throws IOException, InterruptedException {
    var run = run("up");
    for (int i = 1; i < MOST_STARTS && run.status() != 0; i++) {
      run = run("up");
    }
    assertThat(run.status()).as(run.output()).isZero();
  }

  /** Ends it as an operator does; its containers end with it. */
  public void down() throws IOException, InterruptedException {
    var run = run("down");
    assertThat(run.status()).as(run.output()).isZero();
  }

  /** Has it answer nobody, though it is there, until it is to go on. */
  public void suspend() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    var sent = Command.of("kill").with("-" + name, Long.toString(pid())).run(LIMIT);
    assertThat(sent.status()).as(sent.output()).isZero();
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readString(root.resolve("dockerd.pid")).strip());
  }

  /** Ends it by SIGKILL; its containers run on. */
  public void kill() throws Exception {
    var process = ProcessHandle.of(pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Gives it an image of the engine that the tests use. */
  public void load(String image) throws IOException, InterruptedException {
    var copy =
        Command.of("sh")
            .with("-c", "docker save \"$1\" | docker --host \"$2\" load", "sh", image, address())
            .run(LIMIT);
    assertThat(copy.status()).as(copy.output()).isZero();
  }

  private Command.Result run(String command) throws IOException, InterruptedException {
    return Command.ofClone("docker/engine")
        .with(command)
        .variable("LASIUS_ENGINE_ROOT", root.toString())
        .run(LIMIT);
  }

  @Override
  public void close() throws IOException {
    try {
      down();
      var removal = Command.of("sh").with("-c", REMOVAL, "sh", root.toString()).run(LIMIT);
      assertThat(removal.status()).as(removal.output()).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the private engine ends", e);
    }
  }
}
