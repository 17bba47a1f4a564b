package io.lasius.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretConfigTest {
  private static final String MASK = SecretConfig.MASK;
  private static final ObjectNode SPEC =
      json(
          """
          {'type':'object','properties':{
            'host':{'type':'string'},
            'password':{'type':'string','airbyte_secret':true},
            'pin':{'type':'integer','airbyte_secret':true},
            'key':{'type':'object','airbyte_secret':true},
            'credentials':{'type':'object','oneOf':[
              {'properties':{'type':{'const':'oauth'},'token':{'type':'string','airbyte_secret':true}}},
              {'properties':{'type':{'const':'basic'},'user':{'type':'string'},
                'pass':{'$ref':'#/definitions/secret'}}}]},
            'tokens':{'type':'array','items':{'type':'string','airbyte_secret':true}},
            'servers':{'type':'array','items':{'type':'object','properties':{
              'name':{'type':'string'},'pass':{'$ref':'#/definitions/secret'}}}},
            'headers':{'additionalProperties':{'airbyte_secret':true}},
            'tree':{'$ref':'#/definitions/tree'}},
          'definitions':{'secret':{'type':'string','airbyte_secret':true},
            'tree':{'properties':{'leaf':{'$ref':'#/definitions/secret'},
              'left':{'$ref':'#/definitions/tree'}}}}}
          """);
  private final SecretConfig configs = SecretConfig.of(SPEC);

  @Test
  void findsSecretsWhereverASpecificationHasThem() {
    assertThat(SecretFields.of(SPEC).paths())
        .containsExactly(
            "credentials.pass",
            "credentials.token",
            "headers.*",
            "key",
            "password",
            "pin",
            "servers[].pass",
            "tokens[]",
            "tree.leaf",
            "tree.left.leaf");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'allOf':[{'properties':{'a':{'airbyte_secret':true}}}]}                | a",
        "{'if':{},'then':{'properties':{'a':{'airbyte_secret':true}}}}           | a",
        "{'properties':{'a':{'anyOf':[{'type':'null'},{'airbyte_secret':true}]}}} | a",
        "{'patternProperties':{'^x':{'airbyte_secret':true}}}                    | *",
        "{'patternProperties':{'(':{'airbyte_secret':true}}}                     | *",
        "{'properties':{'a':{'items':[{},{'airbyte_secret':'true'}]}}}           | a[]",
        "{'dependencies':{'b':{'properties':{'a':{'airbyte_secret':true}}}}}     | a",
        "{'properties':{'airbyte_secret':{'airbyte_secret':true}}}               | airbyte_secret",
      })
  void findsASecretInAnOddSpecification(String spec, String path) {
    assertThat(SecretFields.of(json(spec)).paths()).containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'$ref':'#'}",
        "{'properties':{'a':{'$ref':'#/none'},'b':{'$ref':'#'},'c':{'$ref':'other.json'}}}",
        "{'properties':5,'oneOf':{},'items':true}",
        "{'properties':{'airbyte_secret':{'type':'boolean'},'a':{'airbyte_secret':false}}}",
      })
  void findsNoSecretWhereThereIsNone(String spec) {
    assertThat(SecretFields.of(json(spec)).paths()).isEmpty();
  }

  @Test
  void putsBackWhatItTookOutWhateverTheType() {
    var plain =
        json(
            """
            {'host':'h','password':'hush','pin':12.50,'key':{'a':[1]},
            'credentials':{'type':'basic','user':'u','pass':'hush'},'tokens':['hush','hush2'],
            'servers':[{'name':'x','pass':'hush'},{'name':'y'}],'headers':{'X':'hush'},
            'tree':{'left':{'left':{'leaf':'hush'}}},'unknown':[{'a':null}]}
            """);

    var split = configs.split(plain);

    assertThat(split.secrets()).hasSize(9);
    assertThat(split.config().toString()).doesNotContain("hush", "12.5").contains("\"host\":\"h\"");
    assertThat(split.toString()).doesNotContain("hush");
    assertThat(SecretConfig.references(split.config())).isEqualTo(split.secrets().keySet());
    assertThat(SecretConfig.hydrate(split.config(), split.secrets()::get)).isEqualTo(plain);
  }

  @Test
  void hidesNothingWhereNothingIs() {
    var plain = json("{'password':'','pin':null}");

    assertThat(configs.split(plain)).isEqualTo(new SplitConfig(plain, Map.of()));
    assertThat(configs.mask(plain)).isEqualTo(plain);
  }

  @Test
  void masksEverySecretAndNothingElse() {
    var stored =
        configs.split(json("{'host':'h','pin':5,'tokens':['a','b'],'credentials':{'pass':'c'}}"));

    assertThat(configs.mask(stored.config()))
        .isEqualTo(
            json(
                "{'host':'h','pin':'M','tokens':['M','M'],'credentials':{'pass':'M'}}"
                    .replace("M", MASK)));
  }

  @Test
  void masksASecretThatWasStoredBeforeTheSpecificationCalledItOne() {
    var stored = json("{'password':'hush'}");

    assertThat(configs.mask(stored)).isEqualTo(json("{'password':'" + MASK + "'}"));
    var kept = configs.replace(stored, configs.mask(stored));
    assertThat(SecretConfig.hydrate(kept.config(), kept.secrets()::get)).isEqualTo(stored);
    assertThat(kept.secrets()).hasSize(1);
  }

  @Test
  void keepsASecretThatComesBackMasked() {
    var stored = configs.split(json("{'host':'h','password':'hush','credentials':{'pass':'c'}}"));
    var sent = configs.mask(stored.config()).put("host", "other");

    var replaced = configs.replace(stored.config(), sent);

    assertThat(replaced.secrets()).isEmpty();
    assertThat(replaced.config()).isEqualTo(stored.config().deepCopy().put("host", "other"));
  }

  @Test
  void storesASecretThatIsSentAnew() {
    var stored = configs.split(json("{'password':'hush'}"));

    var replaced = configs.replace(stored.config(), json("{'password':'new'}"));

    assertThat(SecretConfig.hydrate(replaced.config(), replaced.secrets()::get))
        .isEqualTo(json("{'password':'new'}"));
    assertThat(replaced.secrets().keySet()).doesNotContainAnyElementsOf(stored.secrets().keySet());
  }

  @Test
  void findsTheItemThatAMaskStandsForWhenItemsMoved() {
    var stored =
        configs.split(
            json(
                "{'servers':[{'name':'x','pass':'1'},{'name':'y','pass':'2'},{'name':'z','pass':'3'}]}"));
    var sent =
        json(
            "{'servers':[{'name':'z','pass':'M'},{'name':'new','pass':'4'},{'name':'y','pass':'M'}]}"
                .replace("M", MASK));

    var replaced = configs.replace(stored.config(), sent);

    assertThat(
            SecretConfig.hydrate(
                replaced.config(),
                id -> replaced.secrets().getOrDefault(id, stored.secrets().get(id))))
        .isEqualTo(
            json(
                "{'servers':[{'name':'z','pass':'3'},{'name':'new','pass':'4'},{'name':'y','pass':'2'}]}"));
  }

  @Test
  void takesAnEditedItemForTheOneAtItsPlace() {
    var stored =
        configs.split(json("{'servers':[{'name':'x','pass':'1'},{'name':'y','pass':'2'}]}"));
    var sent = configs.mask(stored.config());
    ((ObjectNode) sent.at("/servers/1")).put("name", "renamed");

    var replaced = configs.replace(stored.config(), sent);

    assertThat(SecretConfig.hydrate(replaced.config(), stored.secrets()::get).at("/servers/1"))
        .isEqualTo(json("{'name':'renamed','pass':'2'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                       | {'password':'M'}                        | /password",
        "{'tokens':['a','b']}                     | {'tokens':['M']}                        | /tokens/0",
        "{'servers':[{'name':'x','pass':'1'}]}    | {'servers':[{'name':'y','pass':'M'},{}]} | /servers/0/pass",
        "{'servers':[{'name':'x','pass':'1'}]}    | {'servers':[{'name':'x','pass':'M'},{'name':'x','pass':'M'}]} | /servers/1/pass",
      })
  void refusesAMaskThatNobodyCanTellTheSecretOf(String before, String sent, String path) {
    var stored = configs.split(json(before)).config();

    assertThatExceptionOfType(RefusedConfigException.class)
        .isThrownBy(() -> configs.replace(stored, json(sent.replace("M", MASK))))
        .withMessageContaining("at \"" + path + "\"");
  }

  @Test
  void refusesAMaskInANewConfiguration() {
    assertThatExceptionOfType(RefusedConfigException.class)
        .isThrownBy(() -> configs.split(json("{'password':'" + MASK + "'}")));
  }

  @Test
  void mergesObjectsAndTakesAwayWhatIsNull() {
    var stored =
        configs.split(
            json(
                "{'host':'h','password':'hush','credentials':{'type':'basic','user':'u','pass':'c'},'tokens':['t']}"));
    var changes = json("{'host':null,'credentials':{'user':'v'},'pin':7}");

    var merged = configs.merge(stored.config(), changes);

    assertThat(
            SecretConfig.hydrate(
                merged.config(), id -> merged.secrets().getOrDefault(id, stored.secrets().get(id))))
        .isEqualTo(
            json(
                "{'password':'hush','credentials':{'type':'basic','user':'v','pass':'c'},'tokens':['t'],'pin':7}"));
    assertThat(merged.secrets()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'host':R}", "{'unknown':[{'a':R}]}", "{'credentials':R}", "{'servers':[R]}"})
  void refusesAReferenceThatAUserMadeUp(String config) {
    var stolen = "{'_secret':'" + UUID.randomUUID() + "'}";

    assertThatExceptionOfType(RefusedConfigException.class)
        .isThrownBy(() -> configs.split(json(config.replace("R", stolen))));
    assertThatExceptionOfType(RefusedConfigException.class)
        .isThrownBy(() -> configs.merge(json("{}"), json(config.replace("R", stolen))));
  }

  @Test
  void takesAMadeUpReferenceInASecretForTheSecretItself() {
    var victim = configs.split(json("{'password':'hush'}"));
    var plain = json("{'password':" + victim.config().get("password") + "}");

    var split = configs.split(plain);

    assertThat(
            SecretConfig.hydrate(
                split.config(), id -> split.secrets().getOrDefault(id, victim.secrets().get(id))))
        .isEqualTo(plain);
  }

  @Test
  void saysWhichSecretIsGone() {
    var stored = configs.split(json("{'credentials':{'pass':'c'}}")).config();

    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> SecretConfig.hydrate(stored, _ -> null))
        .withMessageContaining("/credentials/pass");
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.parse(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
