package io.lasius.replication.mapper;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A digest, by the name that the API and the JDK have for it. */
public enum HashMethod {
  @JsonProperty("MD2")
  MD2("MD2"),
  @JsonProperty("MD5")
  MD5("MD5"),
  @JsonProperty("SHA-1")
  SHA_1("SHA-1"),
  @JsonProperty("SHA-224")
  SHA_224("SHA-224"),
  @JsonProperty("SHA-256")
  SHA_256("SHA-256"),
  @JsonProperty("SHA-384")
  SHA_384("SHA-384"),
  @JsonProperty("SHA-512")
  SHA_512("SHA-512");

  private final String algorithm;

  HashMethod(String algorithm) {
    this.algorithm = algorithm;
  }

  /** As in {@code SHA-256}. */
  public String algorithm() {
    return algorithm;
  }
}
