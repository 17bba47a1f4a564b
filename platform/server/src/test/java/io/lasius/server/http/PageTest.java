package io.lasius.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.server.http.Page.Slice;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.simple.SimpleHttpRequestFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PageTest {
  @Test
  void holdsTwentyFromTheBeginningUnlessToldOtherwise() {
    assertThat(Slice.of(null, null)).isEqualTo(new Slice(20, 0));
    assertThat(Slice.of(100, 7)).isEqualTo(new Slice(100, 7));
    assertThat(Slice.of(1, 0).limitAndOne()).isEqualTo(2);
  }

  @Test
  void refusesASliceThatCannotBe() {
    assertThatThrownBy(() -> Slice.of(0, 0)).hasMessageContaining("limit is 0");
    assertThatThrownBy(() -> Slice.of(101, 0)).hasMessageContaining("limit is 101");
    assertThatThrownBy(() -> Slice.of(1, -1)).hasMessageContaining("offset is -1");
  }

  @Test
  void tellsOfNothingBesideAListThatFits() {
    assertThat(page("/x", 0, List.of(1, 2))).isEqualTo(new Page<>(List.of("1", "2"), "", ""));
    assertThat(page("/x", 0, List.of())).isEqualTo(new Page<>(List.<String>of(), "", ""));
  }

  @Test
  void leavesOutWhatOnlyTellsThatThereIsMoreAndSaysWhereItIs() {
    var page = page("/x?a=1&a=2&order=b%7CDESC", 0, List.of(1, 2, 3));

    assertThat(page.data()).containsExactly("1", "2");
    assertThat(page.previous()).isEmpty();
    assertThat(page.next())
        .startsWith("http://example.org:8000/x?")
        .contains("a=1", "a=2", "order=b%7CDESC", "limit=2", "offset=2");
  }

  @Test
  void keepsTheOffsetOfThePageBeforeFromBeingNegative() {
    assertThat(page("/x?offset=1", 1, List.of(1)).previous()).contains("offset=0");
    assertThat(page("/x?offset=5", 5, List.of(1)).previous())
        .contains("offset=3")
        .doesNotContain("offset=5");
  }

  private static Page<String> page(String address, int offset, List<Integer> found) {
    HttpRequest<?> request =
        new SimpleHttpRequestFactory().get(address).header("Host", "example.org:8000");
    return Page.of(request, new Slice(2, offset), found, String::valueOf);
  }
}
