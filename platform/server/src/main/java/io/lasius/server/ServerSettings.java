package io.lasius.server;

import io.lasius.replication.StallLimits;
import io.lasius.server.attemptlog.LogLimits;
import io.lasius.server.secret.ExternalSecretSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the operator sets. Each is a property {@code lasius.…}, or an environment variable such as
 * {@code LASIUS_LEASE}.
 *
 * @param data the folder of all that is kept: database, logs, credentials, key and {@code local}
 * @param local what connectors see as {@code /local}; by default a folder in {@code data}
 * @param port where the server listens; -1 for any that is free
 * @param maxRunningJobs how many syncs run at once on this server
 * @param lease how long a job's server is taken to live after its last heartbeat
 * @param heartbeat how often a server says that it lives, and looks for work of others
 * @param connectorLimit longest time for a spec, check, discover or count
 * @param discoverWait how long a request waits for a discover that is under way
 * @param discoverAge a sync asks its source what it offers where that was last done longer ago
 * @param lineBytes longest line of a connector
 * @param exitLimit longest wait for a connector to end once its output ended, or it takes no input
 * @param cancelLimit longest wait for a destination to store what it has after a cancel
 * @param stalls how long a connector may keep a sync waiting, before it is ended
 * @param attemptLogs how much of the logs of attempts is kept
 * @param stateVersions how many of the newest versions of a state are kept, and how many of those
 *     that ended a job or were set by somebody
 * @param stateAge how long a version of a state is kept
 * @param stateBytes how much all versions of a connection's states may take together
 * @param oidc null where people log in here alone
 * @param externalSecrets where secrets are kept outside
 * @param auditAge how long the audit log tells what somebody did
 * @param declarativeImage name and tag of the image that runs sources which are described
 */
public record ServerSettings(
    String data,
    @Nullable String local,
    int port,
    int maxRunningJobs,
    Duration lease,
    Duration heartbeat,
    Duration connectorLimit,
    Duration discoverWait,
    Duration discoverAge,
    int lineBytes,
    Duration exitLimit,
    Duration cancelLimit,
    StallLimits stalls,
    LogLimits attemptLogs,
    int stateVersions,
    Duration stateAge,
    long stateBytes,
    Duration auditAge,
    RetrySettings retries,
    DisableSettings disabling,
    QueueSettings queue,
    WebhookSettings webhooks,
    EdgeSettings edge,
    @Nullable OidcSettings oidc,
    ExternalSecretSettings externalSecrets,
    String declarativeImage) {
  private static final int MAX_PORT = 65_535;

  public ServerSettings {
    if (heartbeat.multipliedBy(3).compareTo(lease) > 0) {
      throw new SettingException(
          "LASIUS_LEASE is %d s, but must be at least three times LASIUS_HEARTBEAT, which is %d s"
              .formatted(lease.toSeconds(), heartbeat.toSeconds()));
    }
  }

  static ServerSettings of(SettingReader read) {
    return new ServerSettings(
        read.text("data", "data"),
        read.text("local"),
        (int) read.number("port", 8000, -1, MAX_PORT),
        (int) read.number("max-running-jobs", 4, 1, 1000),
        read.duration("lease", "60s"),
        read.duration("heartbeat", "10s"),
        read.duration("connector-limit", "9m"),
        read.duration("discover-wait", "4s"),
        read.duration("discover-age", "1h"),
        (int) read.number("line-bytes", 64 << 20, 1 << 10, 1 << 30),
        read.duration("exit-limit", "60s"),
        read.duration("cancel-limit", "30s"),
        new StallLimits(
            read.duration("idle-limit", "10m"),
            read.duration("source-silence-limit", "3h"),
            read.duration("destination-stall-limit", "2h"),
            read.duration("finish-limit", "2h"),
            Duration.ZERO),
        new LogLimits(
            read.number("attempt-log-bytes", 100L << 20, 1 << 10, Long.MAX_VALUE),
            read.duration("attempt-log-age", "30d"),
            read.number("attempt-logs-bytes", 2L << 30, 1 << 10, Long.MAX_VALUE)),
        (int) read.number("state-versions", 100, 1, 1_000_000),
        read.duration("state-age", "90d"),
        read.number("state-bytes", 256L << 20, 0, Long.MAX_VALUE),
        read.duration("audit-age", "365d"),
        RetrySettings.of(read),
        DisableSettings.of(read),
        QueueSettings.of(read),
        WebhookSettings.of(read),
        EdgeSettings.of(read),
        OidcSettings.of(read),
        externalSecrets(read),
        read.image("declarative-image", "airbyte/source-declarative-manifest:latest"));
  }

  private static ExternalSecretSettings externalSecrets(SettingReader read) {
    var folder =
        read.text("secrets-folder", Path.of(read.text("data", "data"), "secrets").toString());
    var prefix = read.pathPrefix("vault-prefix", "secret/data/lasius/");
    var address = read.text("vault-addr");
    return new ExternalSecretSettings(
        read.text("secret-env-prefix", "SECRET_"),
        Path.of(folder).toAbsolutePath().normalize().toString(),
        address == null
            ? null
            : new ExternalSecretSettings.Vault(
                read.address("vault-addr", address), read.text("vault-token", ""), prefix));
  }

  public Path dataFolder() {
    return Path.of(data).toAbsolutePath().normalize();
  }

  public Path localFolder() {
    return local == null ? dataFolder().resolve("local") : Path.of(local).toAbsolutePath();
  }

  /** What the first admin calls and logs in with. */
  public Path adminFile() {
    return dataFolder().resolve("admin.env");
  }

  public Path logFolder() {
    return dataFolder().resolve("logs");
  }
}
