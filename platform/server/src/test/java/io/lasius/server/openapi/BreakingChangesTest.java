package io.lasius.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BreakingChangesTest {
  private static final String DOCUMENT =
      """
      {"paths": {
        "/ants": {"get": {
          "parameters": [
            {"name": "limit", "in": "query", "required": false, "schema": {"type": "integer", "maximum": 100}},
            {"name": "kind", "in": "query", "required": false, "schema": {"type": "string", "enum": ["queen", "worker"]}}],
          "responses": {"200": {"content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Ant"}}}}}}}},
        "/ants/{id}": {
          "get": {"responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ant"}}}}}},
          "patch": {
            "requestBody": {"required": false, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/AntRequest"}}}},
            "responses": {"204": {}}}}},
       "components": {"schemas": {
        "Ant": {"type": "object", "properties": {
          "name": {"type": "string"}, "legs": {"type": "integer", "format": "int32"},
          "mother": {"$ref": "#/components/schemas/Ant"}}, "required": ["name"]},
        "AntRequest": {"type": "object", "properties": {
          "name": {"type": "string", "maxLength": 20}, "kind": {"type": "string", "enum": ["queen", "worker"]}}}}}}
      """;

  @Test
  void findsNothingInTheSameDocument() throws Exception {
    assertThat(changes(DOCUMENT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // A path, an operation, an answer or what is in it, that is gone.
        "\"/ants\": {\"get\" | \"/bees\": {\"get\" | the path /ants is gone",
        "\"patch\": { | \"x-patch\": { | PATCH /ants/{} is gone",
        "\"204\" | \"404\" | PATCH /ants/{} does not answer with 204 any more",
        "\"legs\": | \"feet\": | GET /ants, answer 200[]: the property legs is gone",
        "{\"200\": {\"content\": {\"application/json\": {\"schema\": {\"$ref\" | {\"200\": {\"content\": {\"text/plain\": {\"schema\": {\"$ref\" | GET /ants/{}, answer 200 is not of type application/json any more",
        "\"format\": \"int32\" | \"format\": \"int64\" | GET /ants, answer 200[].legs: its format was \"int32\", and is \"int64\"",
        "\"required\": [\"name\"] | \"required\": [] | GET /ants, answer 200[]: the property name may be missing",
        // A request that is refused, and was not.
        "\"required\": false, \"schema\": {\"type\": \"integer\" | \"required\": true, \"schema\": {\"type\": \"integer\" | GET /ants needs the parameter limit",
        "\"name\": \"limit\" | \"name\": \"size\" | GET /ants has no parameter limit any more",
        "\"maximum\": 100 | \"maximum\": 50 | GET /ants, parameter limit: its maximum is 50 now",
        "\"schema\": {\"type\": \"string\", \"enum\": [\"queen\", \"worker\"]} | \"schema\": {\"type\": \"string\", \"enum\": [\"queen\"]} | GET /ants, parameter kind: the value worker is gone",
        "\"kind\": {\"type\": \"string\", \"enum\": [\"queen\", \"worker\"]} | \"kind\": {\"type\": \"string\", \"enum\": [\"worker\"]} | PATCH /ants/{}, body.kind: the value queen is gone",
        "\"maxLength\": 20 | \"maxLength\": 10 | PATCH /ants/{}, body.name: its maxLength is 10 now",
        "[\"queen\", \"worker\"]}}} | [\"queen\", \"worker\"]}}, \"required\": [\"kind\"]} | PATCH /ants/{}, body: the property kind is required",
        "\"requestBody\": {\"required\": false | \"requestBody\": {\"required\": true | PATCH /ants/{} needs a body",
        "\"name\": {\"type\": \"string\", \"maxLength\": 20} | \"name\": {\"type\": \"string\", \"maxLength\": 20, \"enum\": [\"a\"]} | PATCH /ants/{}, body.name: it may only be one of [a]",
      })
  void saysWhatBroke(String before, String after, String said) throws Exception {
    assertThat(DOCUMENT).contains(before);

    assertThat(changes(DOCUMENT.replace(before, after))).contains(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"paths\": { | {\"paths\": {\"/bees\": {\"get\": {}},",
        "\"/ants/{id}\" | \"/ants/{antId}\"",
        "\"legs\": | \"wings\": {\"type\": \"integer\"}, \"legs\":",
        "\"required\": [\"name\"] | \"required\": [\"name\", \"legs\"]",
        "\"parameters\": [ | \"parameters\": [{\"name\": \"color\", \"in\": \"query\", \"required\": false, \"schema\": {}},",
        "\"queen\", \"worker\" | \"queen\", \"worker\", \"drone\"",
        "\"maximum\": 100 | \"maximum\": 200",
        "\"maxLength\": 20 | \"maxLength\": 40",
        "\"kind\": {\"type\": \"string\", \"enum\": [\"queen\", \"worker\"]} | \"kind\": {\"type\": \"string\"}",
      })
  void letsOnWhatOnlyAdds(String before, String after) throws Exception {
    assertThat(DOCUMENT).contains(before);

    assertThat(changes(DOCUMENT.replace(before, after))).isEmpty();
  }

  private static List<String> changes(String present) throws JsonProcessingException {
    return BreakingChanges.between(Json.parse(DOCUMENT), Json.parse(present));
  }
}
