package io.lasius.server.container;

import io.lasius.replication.ConnectorExit;
import io.lasius.replication.ConnectorLaunch;
import io.lasius.replication.ConnectorProcess;
import io.lasius.replication.ConnectorTimeoutException;
import io.lasius.replication.ConnectorUsage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A connector in a container. */
final class ContainerProcess implements ConnectorProcess {
  /** How long the end of a container may come after the end of its output, or after its kill. */
  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  /** An end that takes longer than this after a kill waits for somebody to read the output. */
  private static final Duration DRAIN_AFTER = Duration.ofMillis(500);

  private final Container container;
  private final boolean readsInput;
  private final Attach data;
  private final Attach errorData;
  private final ContainerOutput output;
  private final ContainerOutput errors;
  private final TailWatch tail;
  private final ContainerInput input;
  private final UsageSampler usage;
  private final Thread sampling;
  private final CompletableFuture<ConnectorExit> exit;
  private final AtomicBoolean killed = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable EngineException lost;

  /**
   * Takes over a container that has been started, and both attaches.
   *
   * @param beforeStart a time before its start, by {@link System#nanoTime}
   */
  ContainerProcess(
      Container container,
      Attach data,
      Attach errorData,
      ConnectorLaunch launch,
      long beforeStart) {
    this.container = container;
    this.readsInput = launch.command().readsInput();
    this.data = data;
    this.errorData = errorData;
    this.input = new ContainerInput(container.name(), data);
    this.output = new ContainerOutput(container.name(), data, new OutputEnd());
    this.tail = new TailWatch(container.name(), container, output, System::nanoTime, beforeStart);
    this.errors = new ContainerOutput(container.name(), errorData, () -> {});
    this.usage = new UsageSampler(!launch.network().equals("none"));
    this.sampling =
        Thread.ofVirtual()
            .name("sample-" + container.name())
            .unstarted(() -> container.sample(usage::take));
    if (launch.command().movesRecords()) {
      sampling.start();
    }
    this.exit = Aside.start("wait-" + container.name(), this::watch);
    tail.start();
  }

  @Override
  public ReadableByteChannel output() {
    return output;
  }

  @Override
  public InputStream errors() {
    return new ContainerErrors(errors);
  }

  @Override
  public WritableByteChannel input() {
    return input;
  }

  @Override
  public Optional<ConnectorUsage> usage() {
    return usage.latest();
  }

  @Override
  public ConnectorExit awaitExit(Duration limit)
      throws ConnectorTimeoutException, IOException, InterruptedException {
    try {
      return exit.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw new ConnectorTimeoutException(container.name(), limit);
    } catch (ExecutionException e) {
      throw new IOException(
          "how %s ended is unknown: %s"
              .formatted(container.name(), EngineFailures.unwrapped(e).getMessage()),
          e);
    }
  }

  @Override
  public void kill() {
    if (!exit.isDone() && killed.compareAndSet(false, true)) {
      input.disable();
      if (readsInput) {
        killWhileDrained();
      } else {
        // The engine does not end a container whose output is not read, nor when nobody could.
        closeAttaches();
        container.kill();
        Aside.ended(exit, END_LIMIT);
      }
      // What did not end it is no kill: whoever asks again has it tried again.
      killed.set(exit.isDone());
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      kill();
      Aside.ended(exit, END_LIMIT);
      closeAttaches();
      container.remove();
      Aside.ended(exit, END_LIMIT);
      tail.exited();
    }
  }

  /** To close the attach first would be an end of input, which a destination obeys. */
  private void killWhileDrained() {
    container.kill();
    if (!Aside.ended(exit, DRAIN_AFTER)) {
      Thread.ofVirtual().name("drain-" + container.name()).start(output::drain);
      Thread.ofVirtual().name("drain-" + container.name()).start(errors::drain);
      if (!Aside.ended(exit, END_LIMIT)) {
        // An engine that refuses to kill, or fails to, may still do away with it.
        container.remove();
        closeAttaches();
      }
    }
  }

  private void closeAttaches() {
    data.close();
    errorData.close();
  }

  private ConnectorExit watch() throws IOException, InterruptedException {
    try {
      var end = container.awaitExit();
      input.abandon();
      return end;
    } catch (EngineException e) {
      // Nobody can tell any more what becomes of it: readers and writers are not to wait for that.
      lost = e;
      closeAttaches();
      throw e;
    } finally {
      tail.exited();
      sampling.interrupt();
    }
  }

  /** An end of output comes also from an engine that shuts down, or an attach that is cut. */
  private final class OutputEnd implements ContainerOutput.EndCheck {
    @Override
    public void confirm() throws IOException {
      if (!Aside.ended(exit, END_LIMIT)) {
        throw new IOException(
            "the output of %s ended, but it still runs: the connection to it was lost"
                .formatted(container.name()));
      }
      if (exit.isCompletedExceptionally()) {
        throw engineLost(exit.exceptionNow());
      }
      tail.confirm();
    }

    /** Once the engine is lost, the attaches are closed under their readers. */
    @Override
    public void brokeOff() throws IOException {
      var known = lost;
      if (known != null) {
        throw engineLost(known);
      }
    }

    private IOException engineLost(Throwable cause) {
      return new IOException(
          "the output of %s ended since the container engine was lost".formatted(container.name()),
          cause);
    }
  }
}
