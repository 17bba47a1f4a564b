package io.lasius.server.command;

import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.replication.ConnectorLaunch;
import io.lasius.replication.ConnectorLauncher;
import io.lasius.server.ServerSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs connectors for one answer, each on its caller's thread. A server that stops interrupts them,
 * so that it leaves no container behind. Thread-safe.
 */
@Singleton
public final class ConnectorCommands {
  private static final Logger log = LoggerFactory.getLogger(ConnectorCommands.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final ConnectorLauncher launcher;
  private final Duration limit;
  private final Set<Thread> callers = new HashSet<>();
  private boolean stopping;

  ConnectorCommands(ConnectorLauncher launcher, ServerSettings settings) {
    this.launcher = launcher;
    this.limit = settings.connectorLimit();
  }

  /**
   * Runs one.
   *
   * @param wanted the message that is its answer
   * @throws CommandException where there is no answer; nothing of the connector is left then
   */
  public <M extends ProtocolMessage> CommandAnswer<M> run(ConnectorLaunch launch, Class<M> wanted)
      throws CommandException, InterruptedException {
    begin();
    try {
      return CommandRun.of(launcher, launch, wanted, limit);
    } finally {
      end();
    }
  }

  private synchronized void begin() throws CommandException {
    if (stopping) {
      throw new CommandException(
          FailureType.TRANSIENT_ERROR,
          "the server is being stopped; try again once it is back",
          null,
          List.of());
    }
    callers.add(Thread.currentThread());
  }

  private synchronized void end() {
    callers.remove(Thread.currentThread());
    notifyAll();
  }

  /** Ends what is under way, and waits until nothing of it is left. */
  @PreDestroy
  synchronized void stop() throws InterruptedException {
    stopping = true;
    callers.forEach(Thread::interrupt);
    var deadline = System.nanoTime() + STOP_LIMIT.toNanos();
    while (!callers.isEmpty()) {
      var left = Duration.ofNanos(deadline - System.nanoTime());
      if (!left.isPositive()) {
        log.warn("Connectors have not ended: count={}", callers.size());
        return;
      }
      wait(left.toMillis() + 1);
    }
  }
}
