package io.lasius.server.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.server.http.ProblemException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LoginAttemptsTest {
  private static final String NAME = "a@example.com";

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final LoginAttempts attempts = new LoginAttempts(() -> now);

  @Test
  void holdsANameFromOneAddressAfterSoManyWrongLogins() {
    fail("10.0.0.1", LoginAttempts.MOST_FROM_ADDRESS);

    assertThatThrownBy(() -> attempts.require(NAME, "10.0.0.1"))
        .isInstanceOf(ProblemException.class);
    assertThatCode(() -> attempts.require(NAME, "10.0.0.2")).doesNotThrowAnyException();
    assertThatCode(() -> attempts.require("b@example.com", "10.0.0.1")).doesNotThrowAnyException();
  }

  @Test
  void letsANameBeTriedAgainOnceTheFirstWrongLoginIsOld() {
    fail("10.0.0.1", LoginAttempts.MOST_FROM_ADDRESS);
    now = now.plus(LoginAttempts.WINDOW).minusMillis(1);
    assertThatThrownBy(() -> attempts.require(NAME, "10.0.0.1"))
        .isInstanceOf(ProblemException.class);

    now = now.plus(Duration.ofMillis(1));

    assertThatCode(() -> attempts.require(NAME, "10.0.0.1")).doesNotThrowAnyException();
  }

  @Test
  void holdsANameThatIsTriedFromManyAddresses() {
    for (int i = 0; i < 100; i++) {
      fail("10.0.0." + i, 1);
    }

    assertThatThrownBy(() -> attempts.require(NAME, "10.1.1.1"))
        .isInstanceOf(ProblemException.class);
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      attempts.require(NAME, address);
      attempts.failed(NAME, address);
    }
  }
}
