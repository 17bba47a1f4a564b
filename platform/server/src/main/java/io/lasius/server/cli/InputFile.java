package io.lasius.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.wire.ProtocolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A JSON file that the caller names.
 *
 * @param option the option it is named by
 */
record InputFile(String option, Path path) {
  /**
   * The text of a configuration.
   *
   * @throws CliException if it is no JSON object; nothing of it is shown
   */
  String config() {
    var text = text();
    try {
      if (!Json.parse(text).isObject()) {
        throw CliException.wrongCall("%s is JSON, but no object: {…}".formatted(this));
      }
      return text;
    } catch (JsonProcessingException e) {
      throw noJson(e);
    }
  }

  /** The states of a former read. */
  LastStates states() {
    try {
      return LastStates.of(text());
    } catch (JsonProcessingException e) {
      throw noJson(e);
    } catch (ProtocolException e) {
      throw CliException.wrongCall(
          "%s holds no states (%s): name a file that --state-out wrote, or an array of states"
              .formatted(this, e.getMessage()),
          e);
    }
  }

  @Override
  public String toString() {
    return "the file %s of the option %s".formatted(path, option);
  }

  private String text() {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      throw CliException.wrongCall("%s does not exist".formatted(this), e);
    } catch (IOException e) {
      throw CliException.wrongCall("%s cannot be read (%s)".formatted(this, e), e);
    }
  }

  /** The parser's own message may show a word of the file. */
  private CliException noJson(JsonProcessingException e) {
    var place = e.getLocation();
    return CliException.wrongCall(
        place == null
            ? "%s is no JSON".formatted(this)
            : "%s is no JSON: see line %d, column %d"
                .formatted(this, place.getLineNr(), place.getColumnNr()));
  }
}
