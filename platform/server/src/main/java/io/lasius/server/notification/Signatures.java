package io.lasius.server.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures as the specification Standard Webhooks 1.0.0 has them. */
final class Signatures {
  /** Before a secret, whose rest is the key in Base64. */
  static final String SECRET_PREFIX = "whsec_";

  private static final String ALGORITHM = "HmacSHA256";

  private Signatures() {}

  /**
   * The value of the header {@code webhook-signature}: a signature by each secret, so that a
   * receiver may know the old one or the new one.
   *
   * @param id that of the header {@code webhook-id}
   * @param timestamp that of the header {@code webhook-timestamp}, in seconds
   */
  static String header(List<String> secrets, String id, long timestamp, String body) {
    var signed = (id + "." + timestamp + "." + body).getBytes(UTF_8);
    return secrets.stream()
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(sign(secret, signed)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] sign(String secret, byte[] signed) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      var key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign with " + ALGORITHM, e);
    }
  }
}
