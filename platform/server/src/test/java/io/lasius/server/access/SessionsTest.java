package io.lasius.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.http.ProblemException;
import io.micronaut.http.HttpRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@OnEachDatabase
final class SessionsTest {
  private final StoreUnderTest store;
  private final Sessions sessions;
  private final User user;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  SessionsTest(StoreUnderTest store) throws SQLException {
    this.store = store;
    store.clear();
    user =
        store
            .bean(UserStore.class)
            .save(new User(UUID.randomUUID(), "Ada", "ada@example.com", null, null, null, now));
    sessions =
        new Sessions(
            store.bean(SessionStore.class),
            store.bean(UserStore.class),
            store.bean(AuditLog.class),
            () -> now);
  }

  @Test
  void lastsHalfADayAndNoLonger() {
    var token = sessions.begin(user.id());

    assertThat(sessions.find(token)).contains(user.id());
    now = now.plus(Sessions.LIFE).minus(Duration.ofSeconds(1));
    assertThat(sessions.find(token)).contains(user.id());
    now = now.plusSeconds(1);
    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void keepsOfTheTokenOnlyItsHash() throws Exception {
    var token = sessions.begin(user.id());

    assertThat(store.texts("SELECT token_hash FROM login_session"))
        .containsExactly(RandomSecret.hash(token));
    assertThat(sessions.find(RandomSecret.hash(token))).isEmpty();
  }

  @Test
  void deletesWhatHasExpiredWhenAnotherBegins() throws Exception {
    sessions.begin(user.id());
    now = now.plus(Sessions.LIFE);

    var token = sessions.begin(user.id());

    assertThat(store.texts("SELECT token_hash FROM login_session"))
        .containsExactly(RandomSecret.hash(token));
  }

  @Test
  void endsWithTheUserAndWithTheirPassword() {
    var changes = store.bean(UserChanges.class);
    var first = sessions.begin(user.id());
    changes.setPassword(user, "a long password");
    assertThat(sessions.find(first)).isEmpty();

    var second = sessions.begin(user.id());
    changes.delete(user);
    assertThat(sessions.find(second)).isEmpty();
  }

  @Test
  void beginsForNobodyByAPasswordThatWasChangedMeanwhile() throws Exception {
    var shown = new Caller(user, "password", List.of(), Role.USER);
    store.bean(UserChanges.class).setPassword(user, "a long password");

    assertThatThrownBy(
            () -> store.bean(Sessions.class).begin(shown, HttpRequest.POST("/login", "")))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(401));

    assertThat(store.texts("SELECT token_hash FROM login_session")).isEmpty();
  }
}
