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

final class EncryptionKeysTest {
  @TempDir private Path folder;

  @Test
  void makesAFileThatOnlyItsOwnerReadsAndReadsItAgain() throws Exception {
    var first = EncryptionKeys.load(Map.of(), folder);

    var second = EncryptionKeys.load(Map.of(), folder);

    assertThat(second.first().key()).isEqualTo(first.first().key());
    assertThat(Files.getPosixFilePermissions(folder.resolve(EncryptionKeys.FILE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void givesServersThatStartTogetherTheSameKey() throws Exception {
    Callable<Object> start = () -> EncryptionKeys.load(Map.of(), folder).first().key();
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

    var loaded = EncryptionKeys.load(Map.of(EncryptionKeys.VARIABLE, key + "\n"), folder);

    assertThat(loaded.first().key().getEncoded()).isEqualTo(new byte[32]);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c2VjcmV0", "not base64!", "hush4hush"})
  void refusesAVariableThatHoldsNoKeyAndDoesNotShowIt(String value) {
    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> EncryptionKeys.load(Map.of(EncryptionKeys.VARIABLE, value), folder))
        .withMessageContaining("LASIUS_SECRET_KEY must hold 32 bytes in base64")
        .withMessageNotContaining(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-"})
  void refusesAFileThatOthersMayUse(String rights) throws Exception {
    EncryptionKeys.load(Map.of(), folder);
    var file = folder.resolve(EncryptionKeys.FILE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));

    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> EncryptionKeys.load(Map.of(), folder))
        .withMessageContaining(rights)
        .withMessageContaining("chmod 600 " + file);
  }

  @Test
  void decryptsWhatItEncryptedForTheSameSecretOnly() throws Exception {
    var cipher = new SecretCipher(EncryptionKeys.load(Map.of(), folder));
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
        new SecretCipher(EncryptionKeys.load(Map.of(), folder)).encrypt(secret, "hush4hush");
    var environment =
        Map.of(EncryptionKeys.VARIABLE, Base64.getEncoder().encodeToString(new byte[32]));
    var cipher = new SecretCipher(EncryptionKeys.load(environment, folder));

    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> cipher.decrypt(secret, encrypted))
        .withMessageContaining("the environment variable LASIUS_SECRET_KEY holds the key")
        .withMessageContaining("start with the key that was in use before");
  }

  @Test
  void refusesWhatIsDamaged() throws Exception {
    var secret = UUID.randomUUID();
    var cipher = new SecretCipher(EncryptionKeys.load(Map.of(), folder));
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

  @Test
  void rotatesByAFileThatHoldsBothKeysUntilTheOldOneIsForgotten() throws Exception {
    var secret = UUID.randomUUID();
    var before = EncryptionKeys.load(Map.of(), folder);
    var encrypted = new SecretCipher(before).encrypt(secret, "hush4hush");

    var both = new SecretCipher(EncryptionKeys.withNew(Map.of(), folder));
    var again = both.encryptAnew(secret, encrypted);
    // As if it had broken off here.
    var resumed = EncryptionKeys.withNew(Map.of(), folder);
    resumed.forgetOld(Map.of(), folder);
    var after = EncryptionKeys.load(Map.of(), folder);

    assertThat(new SecretCipher(resumed).decrypt(secret, encrypted)).isEqualTo("hush4hush");
    assertThat(resumed.first()).hasToString(after.first().toString());
    assertThat(after.first().toString()).isNotEqualTo(before.first().toString());
    assertThat(new SecretCipher(after).decrypt(secret, again)).isEqualTo("hush4hush");
    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> new SecretCipher(after).decrypt(secret, encrypted));
    assertThat(Files.getPosixFilePermissions(folder.resolve(EncryptionKeys.FILE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void rotatesToTheFirstKeyOfTheEnvironmentAndWantsOneThere() throws Exception {
    var old = Base64.getEncoder().encodeToString(new byte[32]);
    var fresh = EncryptionKey.make();

    var both = EncryptionKeys.withNew(Map.of(EncryptionKeys.VARIABLE, fresh + "," + old), folder);

    assertThat(both.first()).hasToString(EncryptionKey.parse(fresh, "a test").toString());
    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> EncryptionKeys.withNew(Map.of(EncryptionKeys.VARIABLE, old), folder))
        .withMessageContaining("LASIUS_SECRET_KEY holds one key: put a new one")
        .withMessageNotContaining(old);
    assertThat(folder).isEmptyDirectory();
  }
}
