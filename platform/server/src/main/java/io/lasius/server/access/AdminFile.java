package io.lasius.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.server.secret.OwnerFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the first admin calls and logs in with, as variables that a shell can read. Whoever has lost
 * it removes it: the next start makes another.
 *
 * @param password null where the admin had one before
 */
public record AdminFile(
    UUID clientId, String clientSecret, String user, @Nullable String password) {
  private static final String CLIENT_ID = "LASIUS_CLIENT_ID";
  private static final String CLIENT_SECRET = "LASIUS_CLIENT_SECRET";
  private static final String USER = "LASIUS_USER";
  private static final String PASSWORD = "LASIUS_PASSWORD";

  /** Its values are secrets. */
  @Override
  public String toString() {
    return "credentials of application " + clientId;
  }

  /**
   * Reads it.
   *
   * @return empty where there is none
   * @throws IOException where it does not hold what it should
   */
  public static Optional<AdminFile> read(Path file) throws IOException {
    String text;
    try {
      text = OwnerFile.read("credentials file", file);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    var values = values(text);
    try {
      return Optional.of(
          new AdminFile(
              UUID.fromString(values.getOrDefault(CLIENT_ID, "")),
              required(values, CLIENT_SECRET),
              required(values, USER),
              values.get(PASSWORD)));
    } catch (IllegalArgumentException _) {
      throw new IOException(
          "the credentials file %s does not hold %s, %s and %s; remove it, and the next start makes another"
              .formatted(file, CLIENT_ID, CLIENT_SECRET, USER));
    }
  }

  /** The header Authorization by client id and secret. */
  public String authorization() {
    var pair = clientId + ":" + clientSecret;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private static String required(Map<String, String> values, String name) {
    var value = values.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  private static Map<String, String> values(String text) {
    var values = new HashMap<String, String>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> values.put(parts[0].strip(), parts[1].strip()));
    return values;
  }

  void write(Path file) throws IOException {
    var text =
        new StringBuilder("# With these the first admin calls the API, and logs in as a person.\n")
            .append("%s=%s\n".formatted(CLIENT_ID, clientId))
            .append("%s=%s\n".formatted(CLIENT_SECRET, clientSecret))
            .append("%s=%s\n".formatted(USER, user));
    if (password != null) {
      text.append("%s=%s\n".formatted(PASSWORD, password));
    }
    OwnerFile.create(file, text.toString());
  }
}
