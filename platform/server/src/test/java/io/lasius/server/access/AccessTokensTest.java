package io.lasius.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.secret.SecretCipher;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@OnEachDatabase
final class AccessTokensTest {
  private static final ClientApplication APPLICATION =
      new ClientApplication(UUID.randomUUID(), User.FIRST, "a", "", null, Instant.EPOCH);

  private final StoreUnderTest store;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  AccessTokensTest(StoreUnderTest store) throws SQLException {
    this.store = store;
    store.clear();
  }

  @Test
  void tokenTellsItsHolderUntilItExpires() {
    var tokens = tokens();
    var token = tokens.issue(APPLICATION);

    assertThat(tokens.read(token)).contains(new AccessTokens.Holder(User.FIRST, APPLICATION.id()));
    now = now.plus(AccessTokens.LIFE).minus(Duration.ofSeconds(1));
    assertThat(tokens.read(token)).isPresent();
    now = now.plusSeconds(1);
    assertThat(tokens.read(token)).isEmpty();
  }

  /** Clients keep tokens over a restart, and ask whichever server there is. */
  @Test
  void tokenOfOneServerCountsForEveryOther() {
    var token = tokens().issue(APPLICATION);

    assertThat(tokens().read(token)).isPresent();
  }

  @Test
  void whatAnotherInstallationSignedCountsForNothing() throws Exception {
    var token = tokens().issue(APPLICATION);
    store.execute("DELETE FROM signing_key");

    assertThat(tokens().read(token)).isEmpty();
  }

  /** The key file was lost: clients ask anew, and nothing else is the matter. */
  @Test
  void aKeyThatCannotBeReadIsMadeAnew() throws Exception {
    var token = tokens().issue(APPLICATION);
    store.execute("UPDATE signing_key SET secret = ?", "v1:" + "AAAA".repeat(20));

    var tokens = tokens();

    assertThat(tokens.read(token)).isEmpty();
    assertThat(tokens.read(tokens.issue(APPLICATION))).isPresent();
    assertThat(tokens().read(tokens.issue(APPLICATION))).isPresent();
  }

  private AccessTokens tokens() {
    return new AccessTokens(
        store.bean(SigningKeyStore.class), store.bean(SecretCipher.class), () -> now);
  }
}
