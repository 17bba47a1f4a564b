package io.lasius.replication.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.replication.mapper.TreeJson.Members;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Generated records and mappings, with a tree as the judge. */
final class MapperChainPropertiesTest {
  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers().between(0, 255).list().ofMaxSize(120);
  }

  @Property(tries = 1_500)
  void aChainMakesOfARecordWhatATreeWouldAndKeepsAllOtherTokensAsTheyAreWritten(
      @ForAll("choices") List<Integer> mapped, @ForAll("choices") List<Integer> written)
      throws Exception {
    StreamMapping mapping = new Generated(mapped).mapping();
    MapperChain chain = chain(mapping);
    Assume.that(chain != null);
    var generated = new Generated(written);

    // More than one record: what the chain reuses must not show.
    for (int i = 0; i < 3; i++) {
      check(mapping, Objects.requireNonNull(chain), generated.data());
    }
  }

  private static void check(StreamMapping mapping, MapperChain chain, String data)
      throws Exception {
    Members expected = TreeMapping.apply(mapping, (Members) TreeJson.parse(data));

    String actual = apply(chain, data, mapping);

    if (actual == null || expected == null) {
      assertThat(actual).isEqualTo(expected == null ? null : expected.compact());
      return;
    }
    assertThat(TreeJson.parse(actual).compact()).isEqualTo(expected.compact());
    assertThat(spaces(actual)).isLessThanOrEqualTo(spaces(data));
    if (expected.compact().equals(TreeJson.parse(data).compact())) {
      assertThat(actual).isEqualTo(data);
    }
  }

  /** Null where the record is filtered out; without a judgement where it must be refused. */
  private static @Nullable String apply(MapperChain chain, String data, StreamMapping mapping) {
    try {
      return MapperFixture.apply(chain, data);
    } catch (MapperException e) {
      assertThat(e).hasMessageContaining("'x'");
      assertThat(mapping.selection()).isNull();
      Assume.that(false);
      return null;
    }
  }

  private static long spaces(String text) {
    return text.chars().filter(c -> c == ' ' || c == '\t').count();
  }

  /** Null where the mapping does not fit the stream. */
  private static @Nullable MapperChain chain(StreamMapping mapping) throws Exception {
    try {
      return MapperChain.of(mapping, stream());
    } catch (InvalidMappingException _) {
      return null;
    }
  }

  /** Each field may hold whatever a selection asks for, three levels deep. */
  private static ConfiguredStream stream() throws Exception {
    String leaf = "{\"properties\":{\"k\":{},\"l\":{},\"a\":{},\"m\\n\":{}}}";
    String inner = leaf.replace("{}", leaf);
    String fields =
        Generated.FIELDS.stream()
            .map(field -> Json.write(field) + ":" + inner)
            .collect(Collectors.joining(","));
    return ConfiguredStream.of(
        CatalogStream.of("s", (ObjectNode) Json.parse("{\"properties\":{" + fields + "}}")),
        DestinationSyncMode.APPEND);
  }
}
