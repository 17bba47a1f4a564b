package io.lasius.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.protocol.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What tells one version of a thing from another, in the headers ETag and If-Match. */
public final class EntityTag {
  private static final int LENGTH = 16;

  private EntityTag() {}

  /** The tag of what is shown. */
  public static String of(Object shown) {
    try {
      byte[] text = Json.write(Json.mapper().valueToTree(shown)).getBytes(UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return '"' + HexFormat.of().formatHex(hash).substring(0, LENGTH) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /**
   * Lets on whoever knows the present version, or does not ask for one.
   *
   * @param ifMatch the header If-Match; null where there is none
   * @throws ProblemException 412 where the thing has changed since
   */
  public static void require(@Nullable String ifMatch, String present) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return;
    }
    if (Arrays.stream(ifMatch.split(",", -1)).map(String::strip).noneMatch(present::equals)) {
      throw Problem.preconditionFailed(
              "it has changed since it was read: If-Match is %s, but its ETag is %s; read it again"
                  .formatted(ifMatch.strip(), present))
          .asException();
    }
  }
}
