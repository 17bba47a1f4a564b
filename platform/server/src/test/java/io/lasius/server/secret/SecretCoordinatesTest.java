package io.lasius.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Secrets that are named where they may not be told. */
final class SecretCoordinatesTest {
  private static final String SPECIFICATION =
      """
      {'properties':{
        'host':{'type':'string'},
        'password':{'type':'string','airbyte_secret':true},
        'pin':{'type':'integer','airbyte_secret':true},
        'tokens':{'type':'array','items':{'type':'string','airbyte_secret':true}}}}\
      """;

  private final SecretConfig configs = SecretConfig.of(json(SPECIFICATION));

  @Test
  void keepsTheSecretThatIsNamedWhereverASecretMayStand() {
    var stored = configs.split(json("{'password':'hush','tokens':['a','b']}"));
    var shown = SecretConfig.coordinates(stored.config());
    var sent = with(json("{'pin':5}"), "password", shown.at("/tokens/1"));

    var replaced = configs.replace(stored.config(), sent);

    assertThat(shown.toString())
        .contains("secret_coordinate::")
        .doesNotContain("hush", "_secret\"");
    assertThat(replaced.secrets().values()).containsExactly(IntNode.valueOf(5));
    assertThat(
            SecretConfig.hydrate(
                replaced.config(),
                id -> replaced.secrets().getOrDefault(id, stored.secrets().get(id))))
        .isEqualTo(json("{'pin':5,'password':'b'}"));
  }

  /** A connector tells what is no secret, and so do we. */
  @Test
  void takesNoSecretToAPlaceThatIsNone() {
    var stored = configs.split(json("{'host':'h','password':'hush'}"));
    var coordinate = SecretConfig.coordinates(stored.config()).path("password");
    var sent = with(json("{}"), "host", coordinate);

    var replaced = configs.replace(stored.config(), sent);

    assertThat(replaced.config()).isEqualTo(sent);
    assertThat(replaced.secrets()).isEmpty();
  }

  @Test
  void keepsASecretWhereItIsThoughItsPlaceIsNoneAnyMore() {
    var stored = configs.split(json("{'password':'hush'}"));
    var now = SecretConfig.of(json("{'properties':{'password':{'type':'string'}}}"));

    var replaced = now.replace(stored.config(), SecretConfig.coordinates(stored.config()));

    assertThat(replaced.config()).isEqualTo(stored.config());
  }

  @Test
  void refusesWhatIsNoSecretOfThisConfiguration() {
    var stored = configs.split(json("{'password':'hush'}"));
    var others = SecretConfig.coordinates(configs.split(json("{'password':'other'}")).config());
    var outside = json("{'password':'secret_coordinate::airbyte_workspace_1_v1'}");

    assertRefused(() -> configs.replace(stored.config(), others));
    assertRefused(() -> configs.replace(stored.config(), outside));
    assertRefused(() -> configs.split(others));
  }

  private static void assertRefused(ThrowingCallable splitting) {
    assertThatExceptionOfType(RefusedConfigException.class)
        .isThrownBy(splitting)
        .withMessageContaining("/password")
        .withMessageContaining("no secret of this configuration has that coordinate");
  }

  private static ObjectNode with(ObjectNode object, String name, JsonNode value) {
    object.set(name, value);
    return object;
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.parse(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
