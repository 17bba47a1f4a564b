package io.lasius.server.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A change of a source's catalog, and what became of it.
 *
 * @param breaking whether the stream cannot be synced any more as it is configured
 * @param reason why that was done, or not more than that; null where there is nothing to add
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HandledChange(
    SchemaChange change, boolean breaking, Action action, @Nullable String reason) {
  /** What became of a change. */
  public enum Action {
    /** The connection follows it. */
    APPLIED,
    /** The connection stays as it was. */
    IGNORED,
    /** Its stream is not synced for now. */
    PAUSED,
    /** The connection was made inactive. */
    DISABLED;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether records are missing until somebody does something about it. */
  public boolean needsAction() {
    return switch (action) {
      case PAUSED, DISABLED -> true;
      case APPLIED, IGNORED -> false;
    };
  }

  /** The change and what became of it, in a few words. */
  @Override
  public String toString() {
    return "%s (%s%s)%s"
        .formatted(
            change,
            breaking ? "breaking, " : "",
            action.wireName(),
            reason == null ? "" : ": " + reason);
  }
}
