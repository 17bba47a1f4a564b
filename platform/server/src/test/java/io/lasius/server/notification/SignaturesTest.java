package io.lasius.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The first signature is an example that the specification's own libraries are tested by. */
final class SignaturesTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long TIMESTAMP = 1_614_265_330;
  private static final String BODY = "{\"test\": 2432232314}";

  @Test
  void areThoseOfStandardWebhooks() {
    assertThat(Signatures.header(List.of(SECRET), ID, TIMESTAMP, BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void areOneForEachSecretThatCounts() {
    var other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    var both = Signatures.header(List.of(other, SECRET), ID, TIMESTAMP, BODY);

    assertThat(both.split(" ")).hasSize(2).allMatch(one -> one.startsWith("v1,"));
    assertThat(both).endsWith(Signatures.header(List.of(SECRET), ID, TIMESTAMP, BODY));
  }
}
