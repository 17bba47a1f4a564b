package io.lasius.server.secret;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of an installation, from the environment, or from a file of the data folder that is made
 * at the first start. The first one is what secrets are encrypted with; those behind it, which are
 * there while a rotation is under way, only decrypt.
 */
public final class EncryptionKeys {
  /** Environment variable with the keys: 32 bytes in base64 each, with a comma between them. */
  public static final String VARIABLE = "LASIUS_SECRET_KEY";

  /** Name of the file in the data folder, where each key has a line. */
  public static final String FILE = "secret.key";

  private final List<EncryptionKey> keys;
  private final String origin;

  private EncryptionKeys(List<EncryptionKey> keys, String origin) {
    this.keys = List.copyOf(keys);
    this.origin = origin;
  }

  /**
   * Those of an installation.
   *
   * @param dataFolder an existing folder; where the variable is not set, they are read from there,
   *     or one is made there
   * @throws SecretException if the variable or the file holds no key, or others may read the file
   */
  public static EncryptionKeys load(Map<String, String> environment, Path dataFolder)
      throws IOException {
    if (areOfTheEnvironment(environment)) {
      return parse(environment.getOrDefault(VARIABLE, ""), "the environment variable " + VARIABLE);
    }
    Path file = dataFolder.resolve(FILE);
    try {
      return read(file);
    } catch (NoSuchFileException _) {
      OwnerFile.create(file, EncryptionKey.make() + "\n");
      return read(file);
    }
  }

  /**
   * The same with a new one before them, which are kept until {@link #forgetOld} is called. Where
   * there are several already, a rotation has broken off, and goes on.
   *
   * @throws SecretException also where the environment tells of one key: the new one must come from
   *     there, too
   */
  static EncryptionKeys withNew(Map<String, String> environment, Path dataFolder)
      throws IOException {
    var present = load(environment, dataFolder);
    if (present.keys.size() > 1) {
      return present;
    }
    if (areOfTheEnvironment(environment)) {
      throw new SecretException(
          "%s holds one key: put a new one (openssl rand -base64 32) and a comma before it, and call this again"
              .formatted(VARIABLE),
          null);
    }
    Path file = dataFolder.resolve(FILE);
    var old = OwnerFile.read("key file", file).strip();
    OwnerFile.replace(file, "%s\n%s\n".formatted(EncryptionKey.make(), old));
    return read(file);
  }

  /** Leaves only the first one in the file. Those of the environment are its owner's to remove. */
  void forgetOld(Map<String, String> environment, Path dataFolder) throws IOException {
    if (!areOfTheEnvironment(environment)) {
      OwnerFile.replace(dataFolder.resolve(FILE), first().text() + "\n");
    }
  }

  static boolean areOfTheEnvironment(Map<String, String> environment) {
    return !environment.getOrDefault(VARIABLE, "").isBlank();
  }

  /** What is encrypted with from now on. */
  EncryptionKey first() {
    return keys.getFirst();
  }

  Optional<EncryptionKey> withFingerprint(byte[] fingerprint) {
    return keys.stream().filter(key -> key.hasFingerprint(fingerprint)).findFirst();
  }

  /** Where they came from, as part of a sentence. */
  String origin() {
    return origin;
  }

  /** Their fingerprints. */
  @Override
  public String toString() {
    return keys.toString();
  }

  private static EncryptionKeys read(Path file) throws IOException {
    return parse(OwnerFile.read("key file", file), "the file " + file);
  }

  private static EncryptionKeys parse(String text, String origin) {
    return new EncryptionKeys(
        Arrays.stream(text.strip().split("[,\\s]+", -1))
            .map(key -> EncryptionKey.parse(key, origin))
            .toList(),
        origin);
  }
}
