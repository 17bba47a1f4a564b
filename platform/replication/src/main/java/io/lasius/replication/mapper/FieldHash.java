package io.lasius.replication.mapper;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes the values of one field. Not thread-safe. */
final class FieldHash {
  private final MessageDigest digest;
  private final byte[] salt;
  private final byte[] output;
  private final Bytes text = new Bytes();
  private final CanonicalText canonical = new CanonicalText();

  FieldHash(HashField field) {
    try {
      digest = MessageDigest.getInstance(field.method().algorithm());
    } catch (NoSuchAlgorithmException e) {
      throw new InvalidMappingException("this Java has no digest " + field.method().algorithm(), e);
    }
    salt = field.salt() == null ? new byte[0] : field.salt().getBytes(StandardCharsets.UTF_8);
    output = new byte[digest.getDigestLength()];
  }

  /** Puts the digest as a string. */
  void put(FieldValue value, Bytes out) throws GeneralSecurityException {
    digest.update(salt);
    if (value.kind() == FieldValue.Kind.NESTED) {
      text.clear();
      canonical.put(value.text(), value.textStart(), value.textEnd(), text);
      digest.update(text.array(), 0, text.length());
    } else {
      digest.update(value.text(), value.textStart(), value.textEnd() - value.textStart());
    }
    int length = digest.digest(output, 0, output.length);
    out.put('"');
    out.putHex(output, length);
    out.put('"');
  }
}
