package io.lasius.server.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.server.amount.Amounts;
import io.lasius.server.connection.Connection;
import io.lasius.server.schema.HandledChange;
import java.util.List;
import java.util.stream.Collectors;

/** What a source changed. */
final class SchemaNews {
  /** So many changes are told in the text; the data has all. */
  private static final int IN_TEXT = 5;

  private SchemaNews() {}

  /** Puts the facts into {@code data}, and gives them in a sentence. */
  static String tell(Connection connection, List<HandledChange> changes, ObjectNode data) {
    var needAction = changes.stream().filter(HandledChange::needsAction).count();
    data.put("needsAction", needAction > 0);
    var array = data.putArray("changes");
    changes.forEach(change -> put(change, array.addObject()));
    var listed =
        changes.stream()
            .limit(IN_TEXT)
            .map(HandledChange::toString)
            .collect(Collectors.joining("; "));
    return "The source of '%s' changed (%s%s): %s%s"
        .formatted(
            connection.name(),
            Amounts.count(changes.size(), "change"),
            needAction == 0 ? "" : ", of which %d to be acted upon".formatted(needAction),
            listed,
            changes.size() > IN_TEXT ? "; …" : "");
  }

  private static void put(HandledChange handled, ObjectNode node) {
    var change = handled.change();
    node.put("streamName", change.stream().name());
    if (change.stream().namespace() != null) {
      node.put("streamNamespace", change.stream().namespace());
    }
    node.put("change", change.kind().wireName());
    change.path().forEach(node.putArray("fieldPath")::add);
    if (change.before() != null) {
      node.put("before", change.before());
    }
    if (change.after() != null) {
      node.put("after", change.after());
    }
    node.put("breaking", handled.breaking())
        .put("action", handled.action().wireName())
        .put("needsAction", handled.needsAction());
    if (handled.reason() != null) {
      node.put("reason", handled.reason());
    }
  }
}
