package io.lasius.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.amount.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds what a user names by its id, by the first characters of its id, or by its name. */
final class Named {
  /** How users are told of it. */
  static final String WAYS = "its name, its id, or the first characters of its id (4 at least)";

  /** Fewer of an id may be the name of something else, or a slip. */
  private static final int LEAST_PREFIX = 4;

  private static final int SHOWN = 10;

  private final PlatformClient platform;

  /**
   * Something with a name.
   *
   * @param kind as in source
   */
  record Thing(String kind, String id, String name, JsonNode json) {
    private static Thing of(String kind, JsonNode json) {
      return new Thing(kind, json.path(kind + "Id").asText(), json.path("name").asText(), json);
    }

    /** As in: the source 'shop'. */
    String text() {
      return "the %s '%s'".formatted(kind, TextTable.printable(name));
    }
  }

  Named(PlatformClient platform) {
    this.platform = platform;
  }

  ConnectionView connection(String word) throws InterruptedException {
    var found = pick("connection", word, all("connection"));
    return PlatformClient.bind(found.json(), ConnectionView.class);
  }

  Thing workspace(String word) throws InterruptedException {
    return pick("workspace", word, all("workspace"));
  }

  Thing sourceOrDestination(String word) throws InterruptedException {
    var both = all("source");
    both.addAll(all("destination"));
    return pick("source or destination", word, both);
  }

  /** All of a kind. */
  List<Thing> all(String kind) throws InterruptedException {
    var things = new ArrayList<Thing>();
    for (var json : platform.all("the " + kind + "s", "/" + kind + "s")) {
      things.add(Thing.of(kind, json));
    }
    return things;
  }

  private static Thing pick(String kind, String word, List<Thing> things) {
    var ways =
        List.<Predicate<Thing>>of(
            thing -> thing.id().equalsIgnoreCase(word),
            thing -> thing.name().equals(word),
            thing -> word.length() >= LEAST_PREFIX && startsWith(thing.id(), word));
    for (var way : ways) {
      var found = things.stream().filter(way).toList();
      if (found.size() > 1) {
        throw CliException.wrongCall(
            "%d are meant by '%s'; name one by its id:\n%s"
                .formatted(found.size(), word, lines(found)));
      }
      if (!found.isEmpty()) {
        return found.getFirst();
      }
    }
    throw CliException.wrongCall(
        things.isEmpty()
            ? "there is no %s '%s', and no other one".formatted(kind, word)
            : "there is no %s '%s'; there %s:\n%s"
                .formatted(kind, word, things.size() == 1 ? "is" : "are", lines(things)));
  }

  private static boolean startsWith(String id, String word) {
    return id.regionMatches(true, 0, word, 0, word.length());
  }

  private static String lines(List<Thing> things) {
    var lines =
        things.stream()
            .limit(SHOWN)
            .map(thing ->
                "  %s %s  %s"
                    .formatted(thing.kind(), thing.id(), TextTable.printable(thing.name())))
            .collect(Collectors.joining("\n"));
    return things.size() <= SHOWN
        ? lines
        : "%s\n  and %s more".formatted(lines, Amounts.count(things.size() - (long) SHOWN));
  }
}
