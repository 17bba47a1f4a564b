package io.lasius.connector.sample;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;

/** Who bought what. */
final class Purchases implements Table {
  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString USER_ID = new SerializedString("user_id");
  private static final SerializedString PRODUCT_ID = new SerializedString("product_id");
  private static final SerializedString QUANTITY = new SerializedString("quantity");
  private static final SerializedString TOTAL = new SerializedString("total");
  private static final SerializedString PURCHASED_AT = new SerializedString("purchased_at");
  private static final SerializedString RETURNED_AT = new SerializedString("returned_at");

  private static final SerializedString[] TOTALS = Words.amounts(8192, 29);

  private final Mix mix;
  private final long count;
  private final Timestamp timestamp = new Timestamp();

  Purchases(SampleConfig config) {
    mix = new Mix(config.seed(), 3);
    count = config.count();
  }

  @Override
  public String name() {
    return "purchases";
  }

  @Override
  public String properties() {
    return """
    "user_id": {"type": "integer"},
    "product_id": {"type": "integer"},
    "quantity": {"type": "integer"},
    "total": {"type": "number"},
    "purchased_at": {"type": "string", "format": "date-time"},
    "returned_at": {"type": ["null", "string"], "format": "date-time"}
    """;
  }

  @Override
  public long rows() {
    return count;
  }

  @Override
  public void write(JsonGenerator row, long id) throws IOException {
    long mixed = mix.of(id);
    long seconds = (mixed >>> 1) % Timestamp.RANGE_SECONDS;
    row.writeFieldName(ID);
    row.writeNumber(id);
    row.writeFieldName(USER_ID);
    row.writeNumber(1 + (mixed >>> 8) % count);
    row.writeFieldName(PRODUCT_ID);
    row.writeNumber(1 + Mix.pick(mixed, 24, (int) Math.min(Products.MAX_COUNT, count)));
    row.writeFieldName(QUANTITY);
    row.writeNumber(1 + Mix.pick(mixed, 32, 5));
    row.writeFieldName(TOTAL);
    row.writeRawValue(TOTALS[Mix.pick(mixed, 40, TOTALS.length)]);
    row.writeFieldName(PURCHASED_AT);
    timestamp.write(row, seconds);
    row.writeFieldName(RETURNED_AT);
    if (Mix.pick(mixed, 4, 20) == 0) {
      timestamp.write(row, (seconds + mixed % 500_000 + 500_000) % Timestamp.RANGE_SECONDS);
    } else {
      row.writeNull();
    }
  }
}
