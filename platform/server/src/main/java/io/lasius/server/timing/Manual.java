package io.lasius.server.timing;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Never due: somebody asks for it. */
public record Manual() implements Timing {
  static final String TEXT = "manual";

  @Override
  public Optional<Instant> first(@Nullable Instant lastStart, Instant now) {
    return Optional.empty();
  }

  @Override
  public Optional<Instant> next(Instant time, Instant after) {
    return Optional.empty();
  }

  @Override
  public String text() {
    return TEXT;
  }
}
