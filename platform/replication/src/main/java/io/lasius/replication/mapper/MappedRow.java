package io.lasius.replication.mapper;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record: which of its members change, and into what. Reused; not thread-safe. */
final class MappedRow {
  /** A member that a selection or mapper is about. */
  private static final class Found {
    private @Nullable FieldSlot slot;
    private int position;

    /** Where the member before it ends. */
    private int before;

    private int keyStart;
    private int keyEnd;
    private int valueStart;
    private int valueEnd;

    /** Where the next member begins. */
    private int next;

    private boolean mapped;
    private int mappedStart;
    private int mappedEnd;

    boolean removed() {
      return slot == null || slot.removed();
    }
  }

  /** What becomes of a value. */
  interface Change {
    void put(FieldValue value, Bytes out) throws GeneralSecurityException;
  }

  private final KeyTable keys;
  private final List<FieldSlot> slots;
  private final boolean keepsOthers;
  private final Members members = new Members();
  private final List<Found> found = new ArrayList<>();
  private final FieldValue value = new FieldValue();
  private final Bytes mapped = new Bytes();
  private final Edit partEdit = new Edit(mapped);
  private byte[] bytes = new byte[0];
  private int count;

  /** Looks for the fields; a record's other members stay or go. */
  MappedRow(List<FieldSlot> slots, boolean keepsOthers) {
    this.slots = List.copyOf(slots);
    this.keys = new KeyTable(slots.stream().map(FieldSlot::source).toList());
    this.keepsOthers = keepsOthers;
  }

  /** Finds the members of the object that stands there. */
  void scan(byte[] source, int start, int end) throws MapperException {
    bytes = source;
    count = 0;
    mapped.clear();
    members.open(source, start, end);
    int before = start + 1;
    for (int position = 0; members.advance(); position++) {
      int number = members.find(keys);
      FieldSlot slot = number < 0 ? null : slots.get(number);
      if (slot == null ? !keepsOthers : !slot.untouched()) {
        note(slot, position, before);
      }
      before = members.valueEnd();
    }
  }

  private void note(@Nullable FieldSlot slot, int position, int before) throws MapperException {
    if (slot != null && slot.refused()) {
      throw new MapperException(
          "a record has a field '%s' that its schema does not have, and a mapper gives that name to another"
              .formatted(slot.source()));
    }
    if (count == found.size()) {
      found.add(new Found());
    }
    Found one = found.get(count++);
    one.slot = slot;
    one.position = position;
    one.before = before;
    one.keyStart = members.keyStart();
    one.keyEnd = members.keyEnd();
    one.valueStart = members.valueStart();
    one.valueEnd = members.valueEnd();
    one.next = members.next();
    one.mapped = false;
    Selector selector = slot == null ? null : slot.selector();
    if (selector != null) {
      selectPart(one, selector);
    }
  }

  private void selectPart(Found one, Selector selector) {
    int start = mapped.length();
    partEdit.begin(bytes, one.valueStart, one.valueEnd);
    selector.select(bytes, one.valueStart, one.valueEnd, partEdit);
    if (partEdit.finish()) {
      one.mapped = true;
      one.mappedStart = start;
      one.mappedEnd = mapped.length();
    }
  }

  /** Changes each value that the field has, but for null. */
  void change(FieldSlot slot, Change change) throws GeneralSecurityException {
    for (int i = 0; i < count; i++) {
      Found one = found.get(i);
      if (one.slot == slot && view(one).kind() != FieldValue.Kind.NULL) {
        int start = mapped.length();
        change.put(value, mapped);
        one.mapped = true;
        one.mappedStart = start;
        one.mappedEnd = mapped.length();
      }
    }
  }

  /** The field's value, of several the last; valid until another one is asked for. */
  FieldValue value(FieldSlot slot) {
    for (int i = count - 1; i >= 0; i--) {
      if (found.get(i).slot == slot) {
        return view(found.get(i));
      }
    }
    return value.missing();
  }

  private FieldValue view(Found one) {
    return one.mapped
        ? value.view(mapped.array(), one.mappedStart, one.mappedEnd)
        : value.view(bytes, one.valueStart, one.valueEnd);
  }

  /** Makes the changes. */
  void write(Edit edit) {
    int removed = 0;
    for (int i = 0; i < count; i++) {
      Found one = found.get(i);
      if (one.removed()) {
        if (one.position > removed) {
          edit.cut(one.before, one.valueEnd);
        } else {
          edit.cut(one.keyStart, one.next);
        }
        removed++;
        continue;
      }
      byte[] newKey = one.slot == null ? null : one.slot.newKey();
      if (newKey != null) {
        edit.replace(one.keyStart, one.keyEnd, newKey, 0, newKey.length);
      }
      if (one.mapped) {
        edit.replace(one.valueStart, one.valueEnd, mapped.array(), one.mappedStart, one.mappedEnd);
      }
    }
  }
}
