package io.lasius.connector.sample;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;

/** What the shop sells. */
final class Products implements Table {
  /** Most products there are. */
  static final int MAX_COUNT = 100;

  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString NAME = new SerializedString("name");
  private static final SerializedString CATEGORY = new SerializedString("category");
  private static final SerializedString PRICE = new SerializedString("price");
  private static final SerializedString IN_STOCK = new SerializedString("in_stock");

  private static final SerializedString[] CATEGORIES = Words.encoded(Words.CATEGORIES);
  private static final SerializedString[] PRICES = Words.amounts(2048, 13);

  private final Mix mix;
  private final long count;

  Products(SampleConfig config) {
    mix = new Mix(config.seed(), 2);
    count = Math.min(MAX_COUNT, config.count());
  }

  @Override
  public String name() {
    return "products";
  }

  @Override
  public String properties() {
    return """
    "name": {"type": "string"},
    "category": {"type": "string"},
    "price": {"type": "number"},
    "in_stock": {"type": ["null", "integer"]}
    """;
  }

  @Override
  public long rows() {
    return count;
  }

  @Override
  public void write(JsonGenerator row, long id) throws IOException {
    long mixed = mix.of(id);
    row.writeFieldName(ID);
    row.writeNumber(id);
    row.writeFieldName(NAME);
    row.writeString(
        Words.MATERIALS[Mix.pick(mixed, 0, Words.MATERIALS.length)]
            + " "
            + Words.THINGS[Mix.pick(mixed, 8, Words.THINGS.length)]);
    row.writeFieldName(CATEGORY);
    row.writeString(CATEGORIES[Mix.pick(mixed, 16, CATEGORIES.length)]);
    row.writeFieldName(PRICE);
    row.writeRawValue(PRICES[Mix.pick(mixed, 32, PRICES.length)]);
    row.writeFieldName(IN_STOCK);
    int stock = Mix.pick(mixed, 40, 50);
    if (stock == 0) {
      row.writeNull();
    } else {
      row.writeNumber(stock);
    }
  }
}
