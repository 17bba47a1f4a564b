package io.lasius.server.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/** Secrets in the files of one folder, one each, as container platforms mount them. */
final class FileSecrets implements SecretProvider {
  private static final long MOST_BYTES = 1 << 20;

  /** No way out of the folder. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  private final String folders;

  FileSecrets(String folders) {
    this.folders = folders;
  }

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public String read(UUID workspace, String name) {
    var folder = Path.of(ExternalSecretSettings.of(workspace.toString(), folders));
    if (!NAME.matcher(name).matches()) {
      throw ExternalSecretException.wrong(
          "'%s' is no name of a file in the secrets folder %s".formatted(name, folder), null);
    }
    var file = folder.resolve(name);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw ExternalSecretException.wrong(
            "the secret file %s has more than %d bytes".formatted(file, MOST_BYTES), null);
      }
      // An editor ends the last line, which is no part of a secret.
      return Files.readString(file, UTF_8).replaceFirst("\\R\\z", "");
    } catch (IOException e) {
      throw ExternalSecretException.wrong(
          "the secret file %s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }
}
