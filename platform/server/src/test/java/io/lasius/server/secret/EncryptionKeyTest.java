package io.lasius.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EncryptionKeyTest {
  @TempDir private Path folder;

  @Test
  void makesAFileThatOnlyItsOwnerReadsAndReadsItAgain() throws Exception {
    var first = EncryptionKey.load(Map.of(), folder);

    var second = EncryptionKey.load(Map.of(), folder);

    assertThat(second.key()).isEqualTo(first.key());
    assertThat(Files.getPosixFilePermissions(folder.resolve(EncryptionKey.FILE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void givesServersThatStartTogetherTheSameKey() throws Exception {
    Callable<Object> start = () -> EncryptionKey.load(Map.of(), folder).key();
    var keys = new HashSet<>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var key : threads.invokeAll(IntStream.range(0, 16).mapToObj(_ -> start).toList())) {
        keys.add(key.get());
      }
    }

    assertThat(keys).hasSize(1);
  }

  @Test
  void takesTheKeyOfTheEnvironmentFirstAndMakesNoFile() throws Exception {
    var key = Base64.getEncoder().encodeToString(new byte[32]);

    var loaded = EncryptionKey.load(Map.of(EncryptionKey.VARIABLE, key + "\n"), folder);

    assertThat(loaded.key().getEncoded()).isEqualTo(new byte[32]);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c2VjcmV0", "not base64!", "hush4hush"})
  void refusesAVariableThatHoldsNoKeyAndDoesNotShowIt(String value) {
    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> EncryptionKey.load(Map.of(EncryptionKey.VARIABLE, value), folder))
        .withMessageContaining("LASIUS_SECRET_KEY must hold 32 bytes in base64")
        .withMessageNotContaining(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-"})
  void refusesAFileThatOthersMayUse(String rights) throws Exception {
    EncryptionKey.load(Map.of(), folder);
    var file = folder.resolve(EncryptionKey.FILE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));

    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> EncryptionKey.load(Map.of(), folder))
        .withMessageContaining(rights)
        .withMessageContaining("chmod 600 " + file);
  }

  @Test
  void decryptsWhatItEncryptedForTheSameSecretOnly() throws Exception {
    var cipher = new SecretCipher(EncryptionKey.load(Map.of(), folder));
    var secret = UUID.randomUUID();
    var other = UUID.randomUUID();

    var encrypted = cipher.encrypt(secret, "hush4hush \u20ac");

    assertThat(cipher.decrypt(secret, encrypted)).isEqualTo("hush4hush \u20ac");
    assertThat(cipher.encrypt(secret, "hush4hush \u20ac")).isNotEqualTo(encrypted);
    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> cipher.decrypt(other, encrypted))
        .withMessageContaining(other.toString());
  }

  @Test
  void saysThatTheKeyIsAnotherOne() throws Exception {
    var secret = UUID.randomUUID();
    var encrypted =
        new SecretCipher(EncryptionKey.load(Map.of(), folder)).encrypt(secret, "hush4hush");
    var environment =
        Map.of(EncryptionKey.VARIABLE, Base64.getEncoder().encodeToString(new byte[32]));
    var cipher = new SecretCipher(EncryptionKey.load(environment, folder));

    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> cipher.decrypt(secret, encrypted))
        .withMessageContaining("the environment variable LASIUS_SECRET_KEY holds the key")
        .withMessageContaining("start with the key that was in use before");
  }

  @Test
  void refusesWhatIsDamaged() throws Exception {
    var secret = UUID.randomUUID();
    var cipher = new SecretCipher(EncryptionKey.load(Map.of(), folder));
    var encrypted = cipher.encrypt(secret, "hush4hush");
    var changed = encrypted.substring(0, encrypted.length() - 8) + "AAAAAAAA";

    for (var damaged :
        new String[] {
          changed, "", "v1:", "v1:!", encrypted.substring(3), encrypted.substring(0, 20)
        }) {
      assertThatExceptionOfType(SecretException.class)
          .isThrownBy(() -> cipher.decrypt(secret, damaged))
          .withMessageContaining(secret.toString());
    }
  }
}
