package io.lasius.replication.mapper;

import io.lasius.replication.mapper.MapperChain.MappingStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Follows each field of the source through the mappers, so that its last name is known at once. */
final class ChainCompiler {
  private final StreamMapping mapping;
  private final List<FieldSlot> slots = new ArrayList<>();
  private final Map<String, FieldSlot> byName = new HashMap<>();
  private final List<MappingStep> steps = new ArrayList<>();

  /** For a mapping that fits its stream. */
  ChainCompiler(StreamMapping mapping) {
    this.mapping = mapping;
  }

  MapperChain compile() {
    var selection = mapping.selection();
    if (selection != null) {
      FieldTree.of(selection)
          .fields()
          .forEach((name, field) ->
              add(new FieldSlot(name, field.isWhole() ? null : new Selector(field))));
    }
    mapping.mappers().forEach(this::step);
    byName.forEach((name, slot) -> slot.rename(name));
    if (selection == null) {
      refuseNamesThatOthersGet();
    }
    return new MapperChain(steps, new MappedRow(slots, selection == null));
  }

  private void step(Mapper mapper) {
    switch (mapper) {
      case HashField hash -> {
        var digest = new FieldHash(hash);
        change(hash.targetField(), hash.newName(), digest::put);
      }
      case EncryptField encrypt -> {
        var cipher = FieldEncryption.of(encrypt);
        change(encrypt.targetField(), encrypt.newName(), cipher::put);
      }
      case RenameField rename ->
          byName.put(rename.newFieldName(), take(rename.originalFieldName()));
      case FilterField filter -> take(filter.targetField()).remove();
      case FilterRows rows ->
          steps.add(new MappingStep.Rows(RowPredicate.of(rows.conditions(), this::watch)));
    }
  }

  private void change(String field, String newName, MappedRow.Change change) {
    steps.add(new MappingStep.Change(watch(field), field, change));
    byName.put(newName, take(field));
  }

  private FieldSlot watch(String name) {
    FieldSlot slot = find(name);
    slot.watch();
    return slot;
  }

  /** The field of this name, which is free from now on. */
  private FieldSlot take(String name) {
    FieldSlot slot = find(name);
    byName.remove(name);
    return slot;
  }

  private FieldSlot find(String name) {
    FieldSlot known = byName.get(name);
    return known == null ? add(new FieldSlot(name, null)) : known;
  }

  private FieldSlot add(FieldSlot slot) {
    slots.add(slot);
    byName.put(slot.source(), slot);
    return slot;
  }

  /** A record may have a field that its schema does not tell, and it may have such a name. */
  private void refuseNamesThatOthersGet() {
    var sources = slots.stream().map(FieldSlot::source).toList();
    for (String name : List.copyOf(byName.keySet())) {
      if (!sources.contains(name)) {
        var taken = new FieldSlot(name, null);
        taken.refuse();
        slots.add(taken);
      }
    }
  }
}
