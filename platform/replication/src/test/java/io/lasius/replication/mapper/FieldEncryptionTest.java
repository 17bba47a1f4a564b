package io.lasius.replication.mapper;

import static io.lasius.replication.mapper.MapperFixture.map;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.json.Json;
import io.lasius.replication.mapper.FieldCipher.AesMode;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldEncryptionTest {
  @ParameterizedTest
  @CsvSource({
    "GCM, 000102030405060708090a0b0c0d0e0f",
    "GCM, 000102030405060708090A0B0C0D0E0F1011121314151617",
    "CBC, 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
  })
  void whoHasTheKeyReadsWhatTheValueSaid(AesMode mode, String key) throws Exception {
    var mapper = new EncryptField("a", "_e", new FieldCipher.Aes(mode, key));

    assertThat(decrypt(mode, key, map("{\"a\":\"d\\u00e4r \\\"x\\\"\"}", mapper)))
        .isEqualTo("där \"x\"");
    assertThat(decrypt(mode, key, map("{\"a\":\"\"}", mapper))).isEmpty();
    assertThat(decrypt(mode, key, map("{\"a\":37.00}", mapper))).isEqualTo("37.00");
    assertThat(decrypt(mode, key, map("{\"a\":[ 1.0 ]}", mapper))).isEqualTo("[ 1.0 ]");
    assertThat(map("{\"a\":null,\"b\":1}", mapper)).isEqualTo("{\"a_e\":null,\"b\":1}");
  }

  @Test
  void theSameValueIsAnotherTextEachTime() throws Exception {
    var mapper = new EncryptField("a", "", new FieldCipher.Aes(AesMode.GCM, "00".repeat(16)));
    var chain = MapperFixture.chain(mapper);
    var seen = new HashSet<String>();

    for (int i = 0; i < 2_000; i++) {
      assertThat(MapperFixture.apply(chain, "{\"a\":1}")).matches("\\{\"a\":\"[0-9a-f]{58}\"}");
      seen.add(String.valueOf(MapperFixture.apply(chain, "{\"a\":1}")).substring(6, 30));
    }

    assertThat(seen).hasSize(2_000);
  }

  @Test
  void rsaEncryptsForWhoHasThePrivateKeyAndFailsOnWhatIsTooLong() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    var mapper =
        new EncryptField(
            "a",
            "_e",
            new FieldCipher.Rsa(HexFormat.of().formatHex(pair.getPublic().getEncoded())));
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        pair.getPrivate(),
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));

    byte[] encrypted = field(map("{\"a\":\"secret\"}", mapper));

    assertThat(new String(cipher.doFinal(encrypted), UTF_8)).isEqualTo("secret");
    assertThat(field(map("{\"a\":\"%s\"}".formatted("x".repeat(190)), mapper))).hasSize(256);
    assertThatThrownBy(() -> map("{\"a\":\"%s\"}".formatted("x".repeat(191)), mapper))
        .isInstanceOf(MapperException.class)
        .hasMessageContaining("'a'")
        .hasMessageNotContaining("xxx");
  }

  private static byte[] field(String data) throws Exception {
    return HexFormat.of().parseHex(Json.parse(data).path("a_e").textValue());
  }

  private static String decrypt(AesMode mode, String key, String data) throws Exception {
    byte[] bytes = field(data);
    int iv = mode == AesMode.GCM ? 12 : 16;
    AlgorithmParameterSpec parameters =
        switch (mode) {
          case GCM -> new GCMParameterSpec(128, Arrays.copyOf(bytes, iv));
          case CBC -> new IvParameterSpec(Arrays.copyOf(bytes, iv));
        };
    Cipher cipher =
        Cipher.getInstance(mode == AesMode.GCM ? "AES/GCM/NoPadding" : "AES/CBC/PKCS5Padding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(HexFormat.of().parseHex(key), "AES"), parameters);
    return new String(cipher.doFinal(bytes, iv, bytes.length - iv), UTF_8);
  }
}
