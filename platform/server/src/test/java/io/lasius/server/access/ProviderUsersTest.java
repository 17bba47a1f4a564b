package io.lasius.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.http.ProblemException;
import io.lasius.server.oidc.Identity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@OnEachDatabase
final class ProviderUsersTest {
  private static final String EMAIL = "ada@example.com";
  private static final Identity ADA = identity("https://a.example", "1");

  private final StoreUnderTest store;
  private final ProviderUsers users;

  ProviderUsersTest(StoreUnderTest store) throws SQLException {
    this.store = store;
    store.clear();
    users = store.bean(ProviderUsers.class);
  }

  private static Identity identity(String issuer, String subject) {
    return new Identity(issuer, subject, EMAIL, "Ada");
  }

  @Test
  void makesOneUserOfLoginsAtOnce() throws Exception {
    var logins = new ArrayList<Future<UUID>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        logins.add(threads.submit(() -> users.of(ADA, null).id()));
      }
    }

    for (var login : logins) {
      assertThat(login.get()).isEqualTo(users.of(ADA, null).id());
    }
    assertThat(store.texts("SELECT email FROM app_user")).containsExactly(EMAIL);
  }

  /** Each provider counts its people by itself. */
  @Test
  void knowsASubjectOnlyTogetherWithItsIssuer() {
    users.of(ADA, null);

    assertThatThrownBy(() -> users.of(identity("https://b.example", "1"), null))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(409));
  }

  @Test
  void cutsANameThatIsTooLong() {
    var user = users.of(new Identity("https://a.example", "1", EMAIL, "a".repeat(300)), null);

    assertThat(user.name()).hasSize(User.MAX_NAME);
  }
}
