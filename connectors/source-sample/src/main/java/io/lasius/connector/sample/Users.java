package io.lasius.connector.sample;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Arrays;

/** The customers. */
final class Users implements Table {
  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString NAME = new SerializedString("name");
  private static final SerializedString EMAIL = new SerializedString("email");
  private static final SerializedString AGE = new SerializedString("age");
  private static final SerializedString CITY = new SerializedString("city");
  private static final SerializedString ACTIVE = new SerializedString("active");
  private static final SerializedString BALANCE = new SerializedString("balance");
  private static final SerializedString CREATED_AT = new SerializedString("created_at");

  private static final SerializedString[] NAMES = names();
  private static final SerializedString[] CITIES = Words.encoded(Words.CITIES);
  private static final SerializedString[] BALANCES = Words.amounts(4096, 37);
  private static final byte[] EMAIL_END = {
    '@', 'e', 'x', 'a', 'm', 'p', 'l', 'e', '.', 'o', 'r', 'g'
  };

  private final Mix mix;
  private final long count;
  private final Timestamp timestamp = new Timestamp();
  private final byte[] email = new byte[4 + 19 + EMAIL_END.length];

  Users(SampleConfig config) {
    mix = new Mix(config.seed(), 1);
    count = config.count();
    email[0] = 'u';
    email[1] = 's';
    email[2] = 'e';
    email[3] = 'r';
  }

  @Override
  public String name() {
    return "users";
  }

  @Override
  public String properties() {
    return """
    "name": {"type": "string"},
    "email": {"type": "string"},
    "age": {"type": "integer"},
    "city": {"type": "string"},
    "active": {"type": "boolean"},
    "balance": {"type": "number"},
    "created_at": {"type": "string", "format": "date-time"}
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
    row.writeString(NAMES[Mix.pick(mixed, 0, NAMES.length)]);
    row.writeFieldName(EMAIL);
    writeEmail(row, id);
    row.writeFieldName(AGE);
    row.writeNumber(18 + Mix.pick(mixed, 16, 80));
    row.writeFieldName(CITY);
    row.writeString(CITIES[Mix.pick(mixed, 20, CITIES.length)]);
    row.writeFieldName(ACTIVE);
    row.writeBoolean((mixed & 1) == 0);
    row.writeFieldName(BALANCE);
    row.writeRawValue(BALANCES[Mix.pick(mixed, 32, BALANCES.length)]);
    row.writeFieldName(CREATED_AT);
    timestamp.write(row, (mixed >>> 1) % Timestamp.RANGE_SECONDS);
  }

  private void writeEmail(JsonGenerator row, long id) throws IOException {
    int digits = 1;
    for (long rest = id; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = id;
    for (int i = 3 + digits; i >= 4; i--) {
      email[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    System.arraycopy(EMAIL_END, 0, email, 4 + digits, EMAIL_END.length);
    row.writeRawUTF8String(email, 0, 4 + digits + EMAIL_END.length);
  }

  private static SerializedString[] names() {
    return Words.encoded(
        Arrays.stream(Words.FIRST_NAMES)
            .flatMap(first -> Arrays.stream(Words.LAST_NAMES).map(last -> first + " " + last))
            .toArray(String[]::new));
  }
}
