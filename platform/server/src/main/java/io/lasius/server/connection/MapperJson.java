package io.lasius.server.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.replication.mapper.InvalidMappingException;
import io.lasius.replication.mapper.Mapper;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Mappers as the API has them: a {@code type} and a {@code mapperConfiguration}. */
final class MapperJson {
  private static final String TYPE = "type";
  private static final String CONFIGURATION = "mapperConfiguration";

  /** What an encryption has of its cipher, and not of its field. */
  private static final List<String> CIPHER = List.of("algorithm", "mode", "key", "publicKey");

  /** The modes of AES that are safe, with the one padding that each has. */
  private static final Map<String, String> PADDINGS =
      Map.of("GCM", "NoPadding", "CBC", "PKCS5Padding");

  private MapperJson() {}

  /**
   * The mapper.
   *
   * @param wire with its secrets
   * @throws IllegalArgumentException saying what is wrong, without a secret
   */
  static Mapper parse(ObjectNode wire) {
    checkId(wire.path("id"));
    if (!wire.path(TYPE).isTextual()) {
      throw new IllegalArgumentException("it has no type");
    }
    if (!(wire.path(CONFIGURATION) instanceof ObjectNode configuration)) {
      throw new IllegalArgumentException("it has no mapperConfiguration");
    }
    var type = wire.path(TYPE).textValue();
    var mapper = configuration.deepCopy();
    if (type.equals("encryption")) {
      moveCipher(mapper);
    }
    mapper.put(TYPE, type);
    try {
      return Json.mapper().treeToValue(mapper, Mapper.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(words(e), e);
    }
  }

  private static void checkId(JsonNode id) {
    try {
      if (!id.isMissingNode() && !id.isNull()) {
        var _ = UUID.fromString(id.asText());
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its id is no UUID", e);
    }
  }

  private static void moveCipher(ObjectNode mapper) {
    var cipher = JsonNodeFactory.instance.objectNode();
    for (var property : CIPHER) {
      var value = mapper.remove(property);
      if (value != null) {
        cipher.set(property, value);
      }
    }
    var padding = mapper.remove("padding");
    if (cipher.path("algorithm").asText().equals("AES")) {
      checkPadding(cipher.path("mode"), padding == null ? "" : padding.asText());
    }
    mapper.set("cipher", cipher);
  }

  private static void checkPadding(JsonNode given, String padding) {
    var mode = given.isMissingNode() || given.isNull() ? "GCM" : given.asText();
    var needed = PADDINGS.get(mode);
    if (needed == null) {
      throw new IllegalArgumentException(
          "its mode is '%s', but must be GCM or CBC: the others show what is equal, or can be changed unnoticed"
              .formatted(mode));
    }
    if (!padding.isEmpty() && !padding.equals(needed)) {
      throw new IllegalArgumentException(
          "its padding is '%s', but with %s must be %s".formatted(padding, mode, needed));
    }
  }

  /** The exception's own message may show a value. */
  private static String words(JsonProcessingException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidMappingException e) {
        return String.valueOf(e.getMessage());
      }
    }
    if (failure instanceof InvalidTypeIdException e) {
      return "there is no type or algorithm '%s'".formatted(e.getTypeId());
    }
    var path =
        failure instanceof JsonMappingException e
            ? e.getPath().stream()
                .map(step ->
                    step.getFieldName() == null
                        ? Integer.toString(step.getIndex())
                        : step.getFieldName())
                .collect(Collectors.joining("."))
            : "";
    return "its mapperConfiguration has at '%s' what cannot be there".formatted(path);
  }
}
