package io.lasius.server.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.json.Json;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogDiffTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      nullValues = "none",
      value = {
        // Fields at the top, inside objects, inside arrays.
        "'a':{}                                ~ 'a':{},'b':{'type':'string'}   ~ t: field added b: string",
        "'a':{},'b':{'type':'string'}          ~ 'a':{}                         ~ t: field removed b: was string",
        "'a':{'type':'string'}                 ~ 'a':{'type':'integer'}         ~ t: field type changed a: string → integer",
        "'a':{'properties':{'x':{}}}           ~ 'a':{'properties':{'y':{}}}    ~ t: field removed a.x: was any; t: field added a.y: any",
        "'a':{'type':'array','items':{'type':'string'}} ~ 'a':{'type':'array','items':{'type':'number'}} ~ t: field type changed a.items: string → number",
        "'a':{'type':'array','items':{'properties':{}}} ~ 'a':{'type':'array','items':{'properties':{'x':{}}}} ~ t: field added a.items.x: any",
        // What makes a type.
        "'a':{'type':'string'}                 ~ 'a':{'type':'string','format':'date'} ~ t: field type changed a: string → string (date)",
        "'a':{'type':'string','format':'date-time'} ~ 'a':{'type':'string','format':'date-time','airbyte_type':'timestamp_without_timezone'} ~ t: field type changed a: string (date-time) → string (date-time, timestamp_without_timezone)",
        "'a':{'type':['string','integer']}     ~ 'a':{'type':['array','string']} ~ t: field type changed a: integer|string → array|string",
        "'a':{'oneOf':[{'type':'string'}]}     ~ 'a':{'oneOf':[{'type':'string'},{'type':'object','properties':{'x':{}}}]} ~ t: field type changed a: any (oneOf [{\"type\":\"string\"}]) → any (oneOf [{\"type\":\"string\"},{\"type\":\"object\",\"properties\":{\"x\":{}}}])",
        // What makes none.
        "'a':{'type':'string'}                 ~ 'a':{'type':['null','string']} ~ none",
        "'a':{'type':['string','integer']}     ~ 'a':{'type':['integer','string']} ~ none",
        "'a':{'type':'string','description':'b'} ~ 'a':{'type':'string','title':'c'} ~ none"
      })
  void tellsWhichFieldsAreOthers(String before, String after, @Nullable String told)
      throws Exception {
    var diff = CatalogDiff.between(stream("'t'", before, ""), stream("'t'", after, ""));

    assertThat(text(diff)).isEqualTo(told == null ? "" : told);
    assertThat(diff.streams()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      nullValues = "none",
      value = {
        "'source_defined_primary_key':[['a']] ~ 'source_defined_primary_key':[['a'],['b','c']] ~ t: primary key changed: a → a, b.c",
        "'is_resumable':false                 ~ 'source_defined_primary_key':[['a']] ~ t: primary key changed: a",
        "'source_defined_primary_key':[['a']] ~ 'source_defined_primary_key':[]      ~ t: primary key changed: was a",
        "'source_defined_primary_key':[['a'],['b']] ~ 'source_defined_primary_key':[['b'],['a']] ~ none",
        "'default_cursor_field':['a']         ~ 'default_cursor_field':['b','c']     ~ t: cursor changed: a → b.c",
        "'default_cursor_field':['a']         ~ 'default_cursor_field':['a'],'source_defined_cursor':true ~ t: cursor changed: a → a (the source's own)",
        "'source_defined_cursor':false        ~ 'source_defined_cursor':true         ~ t: cursor changed: the source's own",
        "'supported_sync_modes':['full_refresh','incremental'] ~ 'supported_sync_modes':['full_refresh'] ~ t: sync modes changed: full_refresh, incremental → full_refresh",
        "'supported_sync_modes':['full_refresh','incremental'] ~ 'supported_sync_modes':['incremental','full_refresh'] ~ none"
      })
  void tellsWhatElseTheSourceSaysOfAStream(String before, String after, @Nullable String told)
      throws Exception {
    var diff = CatalogDiff.between(stream("'t'", "", before), stream("'t'", "", after));

    assertThat(text(diff)).isEqualTo(told == null ? "" : told);
  }

  @Test
  void tellsWhichStreamsCameAndWent() throws Exception {
    var before = catalog("{'streams':[%s,%s]}".formatted(one("'a'", "", ""), one("'b'", "", "")));
    var after =
        catalog(
            "{'streams':[%s,%s]}"
                .formatted(one("'c'", "", ""), one("'b','namespace':'n'", "", "")));

    assertThat(text(CatalogDiff.between(before, after)))
        .isEqualTo("a: stream removed; b: stream removed; c: stream added; n.b: stream added");
  }

  @Test
  void tellsNothingOfWhatIsTheSameInAnotherOrder() throws Exception {
    var one = one("'a'", "'x':{},'y':{}", "");
    var other = one("'b'", "", "");
    var before = catalog("{'streams':[%s,%s]}".formatted(one, other));
    var after = catalog("{'streams':[%s,%s]}".formatted(other, one("'a'", "'y':{},'x':{}", "")));

    assertThat(CatalogDiff.between(before, after).streams()).isEmpty();
  }

  @Test
  void takesAPropertyThatIsNamedItemsForWhatItIs() throws Exception {
    var before = stream("'t'", "'a':{'properties':{'items':{'type':'string'}}}", "");
    var after =
        stream(
            "'t'", "'a':{'properties':{'items':{'type':'number'}},'items':{'type':'string'}}", "");

    assertThat(text(CatalogDiff.between(before, after)))
        .isEqualTo("t: field type changed a.items: string → number");
  }

  private static String text(CatalogDiff diff) {
    return diff.streams().stream()
        .flatMap(change -> change.details().stream())
        .map(SchemaChange::toString)
        .collect(Collectors.joining("; "));
  }

  private static Catalog stream(String name, String properties, String more)
      throws JsonProcessingException {
    return catalog("{'streams':[%s]}".formatted(one(name, properties, more)));
  }

  private static String one(String name, String properties, String more) {
    return "{'name':%s,'json_schema':{'properties':{%s}}%s}"
        .formatted(name, properties, more.isEmpty() ? "" : "," + more);
  }

  private static Catalog catalog(String text) throws JsonProcessingException {
    return Json.mapper().readValue(text.replace('\'', '"'), Catalog.class);
  }
}
