package io.lasius.server.secret;

import io.micronaut.context.annotation.Property;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

/** Puts a new key in place of the one that secrets are encrypted with. */
@Singleton
public final class KeyRotation {
  /** Two at once would each put a key of their own first. */
  private static final String LOCK = "secret.key.lock";

  private final List<EncryptedTexts> texts;
  private final SecretRows rows;
  private final TransactionOperations<Connection> transactions;
  private final boolean onlyServer;

  KeyRotation(
      List<EncryptedTexts> texts,
      SecretRows rows,
      TransactionOperations<Connection> transactions,
      @Property(name = "lasius.database.url") String databaseUrl) {
    this.texts = texts;
    this.rows = rows;
    this.transactions = transactions;
    // The lock of its file keeps every other server out.
    this.onlyServer = databaseUrl.startsWith("jdbc:h2:");
  }

  /**
   * What was done.
   *
   * @param count how many texts are encrypted with the new key
   * @param origin where the key is, as part of a sentence
   * @param oldIsKnown whether the old key is still there, and its owner's to remove
   */
  public record Rotated(int count, String origin, boolean oldIsKnown) {}

  /**
   * Encrypts all anew. Wherever it breaks off, old and new key are both there, and the next call
   * goes on.
   *
   * @param environment that may hold the keys
   * @param dataFolder that holds them otherwise
   * @throws SecretException if a server is running, which knows the old key alone; if a secret
   *     cannot be decrypted; if there is no new key
   */
  public Rotated run(Map<String, String> environment, Path dataFolder) throws IOException {
    try (var channel =
            FileChannel.open(
                dataFolder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      if (lock == null) {
        throw new SecretException("another rotation is under way", null);
      }
      return rotate(environment, dataFolder);
    }
  }

  private Rotated rotate(Map<String, String> environment, Path dataFolder) throws IOException {
    long servers = onlyServer ? 0 : rows.countLiveServers();
    if (servers > 0) {
      throw new SecretException(
          "%d of the database's servers are running, and know the old key alone: stop them first; one that has stopped counts as running until its lease has ended (LASIUS_LEASE)"
              .formatted(servers),
          null);
    }
    var keys = EncryptionKeys.withNew(environment, dataFolder);
    var cipher = new SecretCipher(keys);
    int count =
        transactions.executeWrite(
            _ -> texts.stream().mapToInt(kept -> kept.encryptAnew(cipher)).sum());
    keys.forgetOld(environment, dataFolder);
    return new Rotated(count, keys.origin(), EncryptionKeys.areOfTheEnvironment(environment));
  }
}
