package io.lasius.connector.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;

/**
 * Writes times of the years from 2020 on, such as {@code 2023-04-05T06:07:08Z}, without objects.
 */
final class Timestamp {
  private static final int DAYS = 2048;
  private static final int SECONDS_A_DAY = 86_400;

  /** So many seconds there are to choose from. */
  static final long RANGE_SECONDS = (long) DAYS * SECONDS_A_DAY;

  private static final byte[][] DATES = dates();

  private final byte[] text = "2020-01-01T00:00:00Z".getBytes(US_ASCII);

  /**
   * Writes a time as a text.
   *
   * @param seconds since the beginning of 2020, less than {@link #RANGE_SECONDS}
   */
  void write(JsonGenerator out, long seconds) throws IOException {
    byte[] date = DATES[(int) (seconds / SECONDS_A_DAY)];
    int time = (int) (seconds % SECONDS_A_DAY);
    System.arraycopy(date, 0, text, 0, date.length);
    digits(11, time / 3600);
    digits(14, time / 60 % 60);
    digits(17, time % 60);
    out.writeRawUTF8String(text, 0, text.length);
  }

  private void digits(int at, int value) {
    text[at] = (byte) ('0' + value / 10);
    text[at + 1] = (byte) ('0' + value % 10);
  }

  private static byte[][] dates() {
    var first = LocalDate.of(2020, 1, 1);
    byte[][] dates = new byte[DAYS][];
    for (int day = 0; day < DAYS; day++) {
      dates[day] = first.plusDays(day).toString().getBytes(US_ASCII);
    }
    return dates;
  }
}
