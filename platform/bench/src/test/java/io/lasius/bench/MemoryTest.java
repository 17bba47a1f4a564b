package io.lasius.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class MemoryTest {
  private static final String ROLLUP = "Rss:  2048 kB\nPss:  1024 kB\n";

  @Test
  void addsUpTheGenerationsOfTheSerialCollector() {
    var memory =
        Memory.of(
            ROLLUP,
            """
            4711:
            DefNew     total 2048K, used 512K [0x00000000ef000000, 0x00000000f2110000)
             eden space 1024K,  50% used [0x00000000ef000000, 0x00000000ef3d51b0)
            Tenured    total 4096K, used 1536K [0x00000000f4aa0000, 0x00000000fdc5e000)
             the  space 4096K,  37% used [0x00000000f4aa0000, 0x00000000fdc44490)
            Metaspace used 19000K, committed 19400K, reserved 1114112K
            """);

    assertThat(memory).isEqualTo(new Memory(2, 1, 2, 6));
  }

  @Test
  void takesTheHeapOfTheDefaultCollector() {
    var memory =
        Memory.of(
            ROLLUP,
            "garbage-first heap   total reserved 278528K, committed 6144K, used 2048K [0x0, 0x1)");

    assertThat(memory).isEqualTo(new Memory(2, 1, 2, 6));
  }

  @Test
  void failsWhereNobodyTellsOfTheHeap() {
    assertThatThrownBy(() -> Memory.of(ROLLUP, "4711: no such process"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no such process");
  }
}
