package io.lasius.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.server.access.AdminFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * What a command shows the platform.
 *
 * @param authorization the header Authorization, which is a secret
 */
record Credentials(String authorization) {
  private static final String TOKEN = "LASIUS_TOKEN";
  private static final String CLIENT_ID = "LASIUS_CLIENT_ID";
  private static final String CLIENT_SECRET = "LASIUS_CLIENT_SECRET";

  /** It is a secret. */
  @Override
  public String toString() {
    return "credentials";
  }

  /**
   * Those of the environment; else those of the file of the platform on this machine, which no
   * other machine gets to see.
   *
   * @throws CliException where there are none
   */
  static Credentials of(Map<String, String> environment, URI address) {
    var token = environment.getOrDefault(TOKEN, "");
    if (!token.isBlank()) {
      return new Credentials("Bearer " + token.strip());
    }
    var id = environment.getOrDefault(CLIENT_ID, "").strip();
    var secret = environment.getOrDefault(CLIENT_SECRET, "").strip();
    if (!id.isEmpty() && !secret.isEmpty()) {
      var pair = (id + ":" + secret).getBytes(UTF_8);
      return new Credentials("Basic " + Base64.getEncoder().encodeToString(pair));
    }
    if (!isThisMachine(address)) {
      throw CliException.wrongCall(
          "there are no credentials for the platform at %s: set %s to a personal token, or %s and %s; those of the file of this machine's platform are for that one alone"
              .formatted(address, TOKEN, CLIENT_ID, CLIENT_SECRET));
    }
    return of(DataFolder.of(environment).credentials(), address);
  }

  /** Those of a platform's file. */
  static Credentials of(Path file, URI address) {
    try {
      return new Credentials(
          AdminFile.read(file)
              .orElseThrow(() -> new NoSuchFileException(file.toString()))
              .authorization());
    } catch (IOException e) {
      throw CliException.failed(
          "the credentials for the platform at %s cannot be read from %s (%s): ./lasius up makes them at its first start, and LASIUS_DATA names the folder that they are in"
              .formatted(address, file, e.getClass().getSimpleName()),
          e);
    }
  }

  private static boolean isThisMachine(URI address) {
    return address.getHost().matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
  }
}
