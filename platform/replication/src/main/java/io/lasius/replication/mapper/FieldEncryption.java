package io.lasius.replication.mapper;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts the values of one field. Not thread-safe. */
final class FieldEncryption {
  private static final int GCM_IV_BYTES = 12;
  private static final int GCM_TAG_BITS = 128;
  private static final int CBC_IV_BYTES = 16;

  /** Random bytes are drawn for many values at once. */
  private static final int RANDOM_BYTES = 4096;

  private final Cipher cipher;
  private final Key key;
  private final FieldCipher kind;
  private final byte[] iv;
  private final SecureRandom random = new SecureRandom();
  private final byte[] drawn = new byte[RANDOM_BYTES];
  private int used = RANDOM_BYTES;

  private FieldEncryption(Cipher cipher, Key key, FieldCipher kind, int ivBytes) {
    this.cipher = cipher;
    this.key = key;
    this.kind = kind;
    this.iv = new byte[ivBytes];
  }

  /**
   * A cipher that has encrypted once, to see that it can.
   *
   * @throws InvalidMappingException if the key is none, or none for this cipher
   */
  static FieldEncryption of(EncryptField field) {
    try {
      FieldEncryption made = make(field.cipher());
      var _ = made.encrypt("a try".getBytes(StandardCharsets.UTF_8), 0, 5);
      return made;
    } catch (IllegalArgumentException e) {
      throw new InvalidMappingException(
          "the key for the encryption of field '%s' is no hex text".formatted(field.targetField()));
    } catch (GeneralSecurityException e) {
      throw new InvalidMappingException(
          "field '%s' cannot be encrypted with this key: %s"
              .formatted(
                  field.targetField(),
                  switch (field.cipher()) {
                    case FieldCipher.Aes _ -> "AES needs a key of 16, 24 or 32 bytes, as hex";
                    case FieldCipher.Rsa _ ->
                        "RSA needs a public key of at least 1,024 bits in X.509 encoding, as hex";
                  }));
    }
  }

  private static FieldEncryption make(FieldCipher kind) throws GeneralSecurityException {
    return switch (kind) {
      case FieldCipher.Aes(var mode, var key) -> {
        var secret = new SecretKeySpec(HexFormat.of().parseHex(key), "AES");
        yield switch (mode) {
          case GCM ->
              new FieldEncryption(
                  Cipher.getInstance("AES/GCM/NoPadding"), secret, kind, GCM_IV_BYTES);
          case CBC ->
              new FieldEncryption(
                  Cipher.getInstance("AES/CBC/PKCS5Padding"), secret, kind, CBC_IV_BYTES);
        };
      }
      case FieldCipher.Rsa(var publicKey) -> {
        var encoded = new X509EncodedKeySpec(HexFormat.of().parseHex(publicKey));
        var key = KeyFactory.getInstance("RSA").generatePublic(encoded);
        var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        yield new FieldEncryption(cipher, key, kind, 0);
      }
    };
  }

  /** Puts the encrypted text as a string. */
  void put(FieldValue value, Bytes out) throws GeneralSecurityException {
    int length = value.textEnd() - value.textStart();
    byte[] encrypted = encrypt(value.text(), value.textStart(), length);
    out.put('"');
    out.putHex(encrypted, encrypted.length);
    out.put('"');
  }

  /** The initialisation vector, if the cipher has one, and the encrypted bytes. */
  private byte[] encrypt(byte[] bytes, int offset, int length) throws GeneralSecurityException {
    draw();
    cipher.init(Cipher.ENCRYPT_MODE, key, parameters());
    byte[] output = new byte[Math.addExact(iv.length, cipher.getOutputSize(length))];
    System.arraycopy(iv, 0, output, 0, iv.length);
    int written = cipher.doFinal(bytes, offset, length, output, iv.length);
    return iv.length + written == output.length
        ? output
        : Arrays.copyOf(output, iv.length + written);
  }

  private AlgorithmParameterSpec parameters() {
    return switch (kind) {
      case FieldCipher.Aes(var mode, _) ->
          switch (mode) {
            case GCM -> new GCMParameterSpec(GCM_TAG_BITS, iv);
            case CBC -> new IvParameterSpec(iv);
          };
      case FieldCipher.Rsa _ ->
          new OAEPParameterSpec(
              "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
    };
  }

  private void draw() {
    if (used + iv.length > RANDOM_BYTES) {
      random.nextBytes(drawn);
      used = 0;
    }
    System.arraycopy(drawn, used, iv, 0, iv.length);
    used += iv.length;
  }
}
