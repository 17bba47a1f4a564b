package io.lasius.replication.mapper;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * How a field is encrypted. A key is looked at only when a stream's mappers are put to use, so that
 * what stands for a stored key may be in its place; see {@link StreamMapping#toDestination}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "algorithm")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FieldCipher.Aes.class, name = "AES"),
  @JsonSubTypes.Type(value = FieldCipher.Rsa.class, name = "RSA")
})
public sealed interface FieldCipher {
  /** Modes of AES. */
  enum AesMode {
    /** The output is 12 bytes of initialisation vector, the text, and a tag of 16 bytes. */
    @JsonProperty("GCM")
    GCM,
    /** With PKCS5 padding; the output is 16 bytes of initialisation vector and the text. */
    @JsonProperty("CBC")
    CBC
  }

  /**
   * AES with a fresh random initialisation vector for each value, which comes first in the output.
   *
   * @param mode GCM unless given
   * @param key a secret: 16, 24 or 32 bytes as hex
   */
  record Aes(AesMode mode, String key) implements FieldCipher {
    public Aes {
      mode = mode == null ? AesMode.GCM : mode;
      if (key == null || key.isBlank()) {
        throw new InvalidMappingException("AES needs a key");
      }
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Aes[" + mode + "]";
    }
  }

  /**
   * RSA with OAEP, where both the digest and that of MGF1 are SHA-256. A value may have as many
   * bytes as the key less 66: 190 for a key of 2,048 bits.
   *
   * @param publicKey X.509 encoding (SubjectPublicKeyInfo) as hex
   */
  record Rsa(String publicKey) implements FieldCipher {
    public Rsa {
      if (publicKey == null || publicKey.isBlank()) {
        throw new InvalidMappingException("RSA needs a public key");
      }
    }
  }
}
