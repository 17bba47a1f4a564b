package io.lasius.sdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.wire.ProtocolException;
import io.lasius.sdk.config.ConfigReader;
import io.lasius.sdk.config.ConfigViolation;
import io.lasius.sdk.config.SecretValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the files that a command names. */
final class InputFiles {
  private final Redaction redaction;

  InputFiles(Redaction redaction) {
    this.redaction = redaction;
  }

  /** The configuration; from here on its secrets are redacted, valid or not. */
  <C extends Record> C config(Path file, Class<C> type) throws ConfigException, IOException {
    JsonNode json = parse(file, "configuration");
    redaction.learn(SecretValues.of(type, json));
    try {
      return ConfigReader.read(type, json);
    } catch (ConfigViolation e) {
      throw new ConfigException(e.getMessage(), e);
    }
  }

  ConfiguredCatalog catalog(Path file) throws IOException {
    JsonNode json = parse(file, "configured catalog");
    try {
      return Json.mapper().treeToValue(json, ConfiguredCatalog.class);
    } catch (JsonProcessingException e) {
      throw new ProtocolException(
          "%s is no configured catalog: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  /** The positions of an earlier run; none where there is no file, or an empty one. */
  Positions positions(@Nullable Path file, StateKind kind) throws IOException {
    var positions = new Positions(kind);
    if (file != null && Files.size(file) > 0) {
      positions.resume(parse(file, "state"));
    }
    return positions;
  }

  /** The SQL of a query. */
  String query(Path file) throws IOException {
    JsonNode sql = parse(file, "query").path("sql");
    if (!sql.isTextual() || sql.textValue().isBlank()) {
      throw new ProtocolException("the query in %s has no text 'sql'".formatted(file));
    }
    return sql.textValue();
  }

  private static JsonNode parse(Path file, String what) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new IOException(
          "the %s cannot be read from %s: %s".formatted(what, file, e.getMessage()), e);
    }
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new ProtocolException(
          "the %s in %s is no JSON: %s".formatted(what, file, e.getOriginalMessage()), e);
    }
  }
}
