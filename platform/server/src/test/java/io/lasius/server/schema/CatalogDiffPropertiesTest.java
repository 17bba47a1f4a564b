package io.lasius.server.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Generated pairs of catalogs, of few names, so that they have much in common. */
final class CatalogDiffPropertiesTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "items");
  private static final List<String> TYPES = List.of("string", "integer", "object", "array");
  private static final int DEEPEST = 3;

  @Provide
  Arbitrary<Catalog> catalogs() {
    return Arbitraries.integers()
        .between(0, 255)
        .list()
        .ofMaxSize(80)
        .map(Choices::new)
        .map(Choices::catalog);
  }

  @Property(tries = 500)
  void applyingItToTheOldGivesTheNew(
      @ForAll("catalogs") Catalog before, @ForAll("catalogs") Catalog after) {
    var diff = CatalogDiff.between(before, after);

    var applied = applied(diff, before);
    assertThat(applied.streams()).containsExactlyInAnyOrderElementsOf(after.streams());
    assertThat(CatalogDiff.between(applied, after).streams()).isEmpty();
  }

  private static Catalog applied(CatalogDiff diff, Catalog before) {
    var streams = new LinkedHashMap<StreamDescriptor, CatalogStream>();
    before.streams().forEach(stream -> streams.put(stream.descriptor(), stream));
    for (var change : diff.streams()) {
      switch (change) {
        case StreamChange.Added(var after) -> streams.put(after.descriptor(), after);
        case StreamChange.Removed(var name) -> streams.remove(name);
        case StreamChange.Changed(_, var after) -> streams.put(after.descriptor(), after);
      }
    }
    return Catalog.of(List.copyOf(streams.values()));
  }

  @Property(tries = 500)
  void whatItTellsOfFieldsMakesTheOldOnesTheNewOnes(
      @ForAll("catalogs") Catalog before, @ForAll("catalogs") Catalog after) {
    for (var change : CatalogDiff.between(before, after).streams()) {
      if (change instanceof StreamChange.Changed(var old, var present)) {
        var fields = new HashMap<>(SchemaFields.of(old.jsonSchema()));
        for (var detail : change.details()) {
          switch (detail.kind()) {
            case FIELD_ADDED, FIELD_TYPE_CHANGED -> {
              assertThat(fields.get(detail.path())).isEqualTo(detail.before());
              fields.put(detail.path(), detail.after());
            }
            case FIELD_REMOVED ->
                assertThat(fields.remove(detail.path())).isEqualTo(detail.before());
            case STREAM_ADDED,
                STREAM_REMOVED,
                PRIMARY_KEY_CHANGED,
                CURSOR_CHANGED,
                SYNC_MODES_CHANGED -> {}
          }
        }
        assertThat(fields).isEqualTo(SchemaFields.of(present.jsonSchema()));
      }
    }
  }

  /** Makes a catalog of numbers; 0 where there are no more. */
  private static final class Choices {
    private final Iterator<Integer> numbers;

    Choices(List<Integer> numbers) {
      this.numbers = numbers.iterator();
    }

    private int below(int bound) {
      return numbers.hasNext() ? numbers.next() % bound : 0;
    }

    Catalog catalog() {
      var streams = new ArrayList<CatalogStream>();
      for (var name : NAMES) {
        if (below(4) > 0) {
          var stream = CatalogStream.of(name, schema(0));
          streams.add(below(2) == 0 ? stream : stream.withPrimaryKey(NAMES.get(below(4))));
        }
      }
      return Catalog.of(streams);
    }

    private ObjectNode schema(int depth) {
      var schema = JsonNodeFactory.instance.objectNode();
      schema.put("type", TYPES.get(below(TYPES.size())));
      if (depth < DEEPEST && below(2) > 0) {
        var properties = schema.putObject("properties");
        for (var name : NAMES) {
          if (below(2) > 0) {
            properties.set(name, schema(depth + 1));
          }
        }
      }
      if (depth < DEEPEST && below(4) == 1) {
        schema.set("items", schema(depth + 1));
      }
      return schema;
    }
  }
}
