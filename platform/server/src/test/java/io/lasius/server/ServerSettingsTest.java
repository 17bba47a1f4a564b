package io.lasius.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerSettingsTest {
  @Test
  void takesTimesAsPeopleWriteThem() {
    var settings = settings(Map.of("lasius.retry-delay", "250ms", "lasius.finish-limit", "2h"));

    assertThat(settings.retries().delay()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.stalls().finish()).isEqualTo(Duration.ofHours(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lasius.lease            | soon  | LASIUS_LEASE is 'soon', but must be a time such as 500ms, 10s, 30m or 2h
          lasius.retry-delay      | -1s   | LASIUS_RETRY_DELAY is '-1s', but must be a time such as 500ms, 10s, 30m or 2h
          lasius.port             | abc   | LASIUS_PORT is 'abc', but must be a whole number from -1 to 65535
          lasius.port             | 70000 | LASIUS_PORT is '70000', but must be a whole number from -1 to 65535
          lasius.oidc-issuer      | http://accounts.example.com | LASIUS_OIDC_ISSUER is 'http://accounts.example.com', but must be an address such as https://accounts.example.com
          lasius.oidc-issuer      | https://accounts.example.com/ | LASIUS_OIDC_CLIENT_ID is missing, which LASIUS_OIDC_ISSUER needs
          lasius.vault-prefix     | secret/data/lasius | LASIUS_VAULT_PREFIX is 'secret/data/lasius', but must end with a slash, such as secret/data/lasius/
          lasius.max-running-jobs | 0     | LASIUS_MAX_RUNNING_JOBS is '0', but must be a whole number from 1 to 1000
          lasius.lease            | 20s   | LASIUS_LEASE is 20 s, but must be at least three times LASIUS_HEARTBEAT, which is 10 s
          """)
  void refusesWhatItCannotUseAndSaysWhatItCan(String name, String value, String message) {
    assertThatThrownBy(() -> settings(Map.of(name, value)))
        .isInstanceOf(SettingException.class)
        .hasMessage(message);
  }

  @Test
  void showsNoSecretOfTheProvider() {
    var settings =
        settings(
            Map.of(
                "lasius.oidc-issuer",
                "http://localhost:8080/realms/a",
                "lasius.oidc-client-id",
                "lasius",
                "lasius.oidc-client-secret",
                "planted-secret"));

    assertThat(settings.toString())
        .contains("client lasius of http://localhost:8080/realms/a")
        .doesNotContain("planted-secret");
  }

  private static ServerSettings settings(Map<String, Object> given) {
    try (var context = ApplicationContext.builder().build()) {
      Environment environment = context.getEnvironment();
      environment.addPropertySource(PropertySource.of("test", given));
      environment.start();
      return ServerSettings.of(new SettingReader(environment, environment));
    }
  }
}
