package io.lasius.server.tag;

import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes and changes tags, and puts them on connections. */
@Singleton
public class Tags {
  static final int MAX_NAME = 30;

  /** Six hexadecimal digits. */
  static final String COLOR_FORM = "^[0-9a-fA-F]{6}$";

  private static final int MAX_OF_WORKSPACE = 100;
  private static final Pattern COLOR = Pattern.compile(COLOR_FORM);
  private static final String GREY = "808080";

  private final TagStore store;
  private final InstantSource clock;

  Tags(TagStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Makes one.
   *
   * @param color six hexadecimal digits; null for grey
   * @throws io.lasius.server.http.ProblemException 400, or 409 where there is one of that name
   */
  @Transactional
  Tag create(UUID workspaceId, @Nullable String name, @Nullable String color) {
    if (store.of(List.of(workspaceId)).size() >= MAX_OF_WORKSPACE) {
      throw Problem.badRequest(
              "the workspace has %d tags, which is as many as it may have"
                  .formatted(MAX_OF_WORKSPACE))
          .asException();
    }
    var tag =
        new Tag(
            UUID.randomUUID(),
            workspaceId,
            Required.text("name", name, MAX_NAME),
            color(color == null ? GREY : color),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    requireFree(tag);
    return store.save(tag);
  }

  @Transactional
  Tag change(Tag before, @Nullable String name, @Nullable String color) {
    var tag =
        new Tag(
            before.id(),
            before.workspaceId(),
            name == null ? before.name() : Required.text("name", name, MAX_NAME),
            color == null ? before.color() : color(color),
            before.createdAt());
    if (!tag.name().equals(before.name())) {
      requireFree(tag);
    }
    return store.update(tag);
  }

  /** Those of a connection, in the order in which they were given. */
  public List<TagWire> of(UUID connectionId) {
    return store.ofConnection(connectionId).stream().map(TagWire::of).toList();
  }

  /**
   * Puts tags on a connection, in place of those before.
   *
   * @throws io.lasius.server.http.ProblemException 400 where one is none of the workspace
   */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  public void put(UUID connectionId, UUID workspaceId, List<UUID> tagIds) {
    store.untag(connectionId);
    var distinct = tagIds.stream().distinct().toList();
    for (int i = 0; i < distinct.size(); i++) {
      var id = distinct.get(i);
      if (store.findById(id).filter(tag -> tag.workspaceId().equals(workspaceId)).isEmpty()) {
        throw Problem.valueNotFound("tag", id.toString()).asException();
      }
      store.tag(connectionId, id, i);
    }
  }

  private void requireFree(Tag tag) {
    store
        .find(tag.workspaceId(), tag.name())
        .ifPresent(other -> {
          throw Problem.stateConflict(
                  "the workspace has a tag '%s' (%s)".formatted(other.name(), other.id()))
              .asException();
        });
  }

  private static String color(String given) {
    if (!COLOR.matcher(given).matches()) {
      throw Problem.badRequest(
              "color is '%s', but must be six hexadecimal digits, such as 1a73e8".formatted(given))
          .asException();
    }
    return given;
  }
}
