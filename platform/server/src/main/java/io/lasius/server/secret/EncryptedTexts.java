package io.lasius.server.secret;

/** Texts that a feature keeps encrypted. Whoever keeps some lets them change their key. */
public interface EncryptedTexts {
  /**
   * Encrypts each anew, in the transaction of the caller.
   *
   * @param cipher decrypts them, and encrypts with another key
   * @return how many there are
   * @throws SecretException if one cannot be decrypted
   */
  int encryptAnew(SecretCipher cipher);
}
