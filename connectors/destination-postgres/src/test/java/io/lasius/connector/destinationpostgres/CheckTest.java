package io.lasius.connector.destinationpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.message.ConnectionStatusMessage;
import io.lasius.sdk.testkit.ConnectorCall;
import io.lasius.sdk.testkit.ConnectorHarness;
import java.nio.file.Files;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckTest {
  private final String schema = "check_" + UUID.randomUUID();
  private final ConnectorHarness connector = ConnectorHarness.of(new PostgresDestination());

  @Test
  void makesTheSchemaAndLeavesNothingInIt() throws Exception {
    var status = check(PostgresServer.config(schema));

    assertThat(status).isEqualTo(ConnectionStatusMessage.succeeded());
    assertThat(
            PostgresServer.texts(
                "SELECT 1 FROM pg_namespace WHERE nspname = '%s'".formatted(schema)))
        .hasSize(1);
    assertThat(
            PostgresServer.texts(
                "SELECT 1 FROM pg_tables WHERE schemaname = '%s'".formatted(schema)))
        .isEmpty();
  }

  @Test
  void isContentWithASchemaThatIsThereWithoutTheRightToMakeOne() throws Exception {
    var role = "guest_" + UUID.randomUUID();
    PostgresServer.execute(
        "CREATE ROLE \"%s\" LOGIN PASSWORD 'x y'; CREATE SCHEMA \"%s\"; GRANT ALL ON SCHEMA \"%s\" TO \"%s\""
            .formatted(role, schema, schema, role));
    var config = PostgresServer.config(schema).put("username", role).put("password", "x y");

    assertThat(check(config)).isEqualTo(ConnectionStatusMessage.succeeded());
    assertRefused(config.put("schema", schema + "2"), "permission denied for database");
    PostgresServer.execute("REVOKE CREATE ON SCHEMA \"%s\" FROM \"%s\"".formatted(schema, role));
    assertRefused(config.put("schema", schema), "permission denied for schema");
  }

  @ParameterizedTest
  @CsvSource({
    "host, 'nowhere.invalid', 'the host nowhere.invalid is unknown'",
    "host, 'a/b?c', must match",
    "port, 1, refused",
    "database, 'none', database \"none\" does not exist",
    "database, 'no/ne?x=y', database \"no/ne?x=y\" does not exist",
    "username, 'nobody', password authentication failed",
    "password, 'wrong secret', password authentication failed",
    "jdbc_url_params, 'nothing', key=value",
    "schema, ' ', must not be blank",
  })
  void saysWhatIsWrong(String setting, String value, String why) throws Exception {
    var config = PostgresServer.config(schema);
    if (setting.equals("port")) {
      config.put(setting, Integer.parseInt(value));
    } else {
      config.put(setting, value);
    }

    assertRefused(config, why);
  }

  @Test
  void saysThatAPasswordIsMissing() throws Exception {
    var config = PostgresServer.config(schema);
    config.remove("password");

    assertRefused(config, "no password was provided");
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "allow", "prefer", "require"})
  void connectsInEachModeThatAsksForNoProof(String mode) throws Exception {
    assertThat(check(encrypted(mode, null))).isEqualTo(ConnectionStatusMessage.succeeded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify-ca", "verify-full"})
  void connectsToAServerThatProvesItself(String mode) throws Exception {
    String authority = Files.readString(PostgresServer.CERTIFICATE.certificate());
    String stranger = Files.readString(ServerCertificate.make().certificate());

    assertThat(check(encrypted(mode, authority))).isEqualTo(ConnectionStatusMessage.succeeded());
    assertRefused(encrypted(mode, stranger), "SSL error");
    assertRefused(encrypted(mode, null), "ca_certificate' is missing");
    assertRefused(encrypted(mode, "nothing of the kind"), "certificate");
  }

  @Test
  void asksForTheNameOfTheHostWhereItIsToldTo() throws Exception {
    String authority = Files.readString(PostgresServer.CERTIFICATE.certificate());

    assertThat(check(encrypted("verify-ca", authority).put("host", "localhost")))
        .isEqualTo(ConnectionStatusMessage.succeeded());
    assertRefused(encrypted("verify-full", authority).put("host", "localhost"), "localhost");
  }

  private ObjectNode encrypted(String mode, @Nullable String authority) {
    var config = PostgresServer.config(schema);
    var ssl = config.putObject("ssl_mode").put("mode", mode);
    if (authority != null) {
      ssl.put("ca_certificate", authority);
    }
    return config;
  }

  @Test
  void refusesADatabaseThatCannotHoldEveryText() throws Exception {
    var database = "latin_" + UUID.randomUUID().toString().substring(0, 8);
    PostgresServer.execute(
        "CREATE DATABASE %s ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0".formatted(database));

    assertRefused(PostgresServer.config(schema).put("database", database), "is encoded in LATIN1");
  }

  @Test
  void takesMoreParametersOfTheConnection() throws Exception {
    var config =
        PostgresServer.config(schema)
            .put("jdbc_url_params", "options=-c%20default_transaction_read_only=on&loginTimeout=5");

    assertRefused(config, "read-only");
  }

  private void assertRefused(ObjectNode config, String why) throws Exception {
    ConnectionStatusMessage status = check(config);

    assertThat(status.status()).isEqualTo(ConnectionStatusMessage.Status.FAILED);
    assertThat(status.message())
        .contains(why)
        .doesNotContain(config.path("password").asText("no password at all"));
  }

  private ConnectionStatusMessage check(ObjectNode config) throws Exception {
    return connector
        .run(ConnectorCall.check(config))
        .messages(ConnectionStatusMessage.class)
        .getFirst();
  }
}
