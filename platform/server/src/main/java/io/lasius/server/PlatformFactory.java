package io.lasius.server;

import io.lasius.replication.ConnectorLauncher;
import io.lasius.server.attemptlog.AttemptLogs;
import io.lasius.server.container.DockerEngine;
import io.lasius.server.container.DockerLauncher;
import io.lasius.server.container.EngineAddress;
import io.lasius.server.container.LauncherSettings;
import io.lasius.server.container.LocalFolder;
import io.lasius.server.secret.EncryptionKeys;
import io.lasius.server.secret.ExternalSecrets;
import io.lasius.server.secret.SecretCipher;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.env.Environment;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.UUID;

/** What the server runs with: the engine, the operator's folder, its own name, and the clock. */
@Factory
class PlatformFactory {
  @Singleton
  ServerSettings settings(Environment environment) {
    return ServerSettings.of(new SettingReader(environment, environment));
  }

  @Bean(preDestroy = "close")
  @Singleton
  DockerEngine engine() {
    return new DockerEngine(EngineAddress.fromEnvironment(System.getenv()));
  }

  @Singleton
  LocalFolder localFolder(ServerSettings settings) throws IOException {
    return LocalFolder.of(Files.createDirectories(settings.localFolder()));
  }

  @Singleton
  ConnectorLauncher launcher(DockerEngine engine, LocalFolder localFolder) {
    return new DockerLauncher(engine, new LauncherSettings(localFolder, true));
  }

  @Singleton
  Installation installation(TransactionOperations<Connection> transactions) {
    var id =
        transactions.executeRead(transaction -> {
          try (var statement = transaction.getConnection().createStatement();
              var rows = statement.executeQuery("SELECT id FROM installation")) {
            rows.next();
            return rows.getObject(1, UUID.class);
          }
        });
    return new Installation(id, UUID.randomUUID());
  }

  /** Before the framework's own. */
  @Primary
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean(preDestroy = "close")
  @Singleton
  AttemptLogs attemptLogs(ServerSettings settings, InstantSource clock) {
    return new AttemptLogs(settings.logFolder(), settings.attemptLogs(), clock);
  }

  @Singleton
  ExternalSecrets externalSecrets(ServerSettings settings) {
    return ExternalSecrets.of(System.getenv(), settings.externalSecrets());
  }

  @Singleton
  SecretCipher secretCipher(ServerSettings settings) throws IOException {
    return new SecretCipher(EncryptionKeys.load(System.getenv(), settings.dataFolder()));
  }
}
