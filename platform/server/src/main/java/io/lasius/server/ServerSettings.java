package io.lasius.server;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the operator sets. Each is a property {@code lasius.…}, or an environment variable such as
 * {@code LASIUS_LEASE}.
 *
 * @param data the folder of all that is kept: database, logs, token, key and {@code local}
 * @param local what connectors see as {@code /local}; by default a folder in {@code data}
 * @param maxRunningJobs how many syncs run at once
 * @param lease how long a job's server is taken to live after its last heartbeat
 * @param heartbeat how often a server says that it lives, and looks for work of others
 * @param retryDelay wait after the first failure without progress; it grows from there
 * @param retryDelayMax longest such wait
 * @param connectorLimit longest time for a spec, check or discover
 * @param discoverWait how long a request waits for a discover that is under way
 * @param finishLimit longest wait for a destination after the end of its input
 * @param cancelLimit longest wait for a destination to store what it has after a cancel
 * @param sourceSilenceLimit longest wait for a record or state of a source, before it is ended
 * @param destinationStallLimit longest wait for a destination to take what it is sent
 * @param attemptLogBytes longest log of an attempt
 */
@ConfigurationProperties("lasius")
public record ServerSettings(
    @Bindable(defaultValue = "data") String data,
    @Nullable String local,
    @Bindable(defaultValue = "4") int maxRunningJobs,
    @Bindable(defaultValue = "60s") Duration lease,
    @Bindable(defaultValue = "10s") Duration heartbeat,
    @Bindable(defaultValue = "10s") Duration retryDelay,
    @Bindable(defaultValue = "30m") Duration retryDelayMax,
    @Bindable(defaultValue = "9m") Duration connectorLimit,
    @Bindable(defaultValue = "4s") Duration discoverWait,
    @Bindable(defaultValue = "2h") Duration finishLimit,
    @Bindable(defaultValue = "30s") Duration cancelLimit,
    @Bindable(defaultValue = "3h") Duration sourceSilenceLimit,
    @Bindable(defaultValue = "2h") Duration destinationStallLimit,
    @Bindable(defaultValue = "104857600") long attemptLogBytes) {
  public ServerSettings {
    if (heartbeat.multipliedBy(3).compareTo(lease) > 0) {
      throw new IllegalArgumentException(
          "lasius.lease is %s, but must be at least three times lasius.heartbeat, which is %s"
              .formatted(lease, heartbeat));
    }
    if (maxRunningJobs < 1) {
      throw new IllegalArgumentException(
          "lasius.max-running-jobs is %d, but must be at least 1".formatted(maxRunningJobs));
    }
  }

  public Path dataFolder() {
    return Path.of(data).toAbsolutePath().normalize();
  }

  public Path localFolder() {
    return local == null ? dataFolder().resolve("local") : Path.of(local).toAbsolutePath();
  }

  public Path tokenFile() {
    return dataFolder().resolve("token");
  }

  public Path logFolder() {
    return dataFolder().resolve("logs");
  }
}
