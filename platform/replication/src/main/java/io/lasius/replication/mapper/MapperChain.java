package io.lasius.replication.mapper;

import io.lasius.protocol.catalog.ConfiguredStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * The selection and the mappers of one stream, made ready for its records. Members that nothing is
 * about keep their bytes, and all members their order; of a key that occurs twice each is mapped.
 * Not thread-safe.
 */
public final class MapperChain {
  /** What became of a record. */
  public enum Outcome {
    /** It passes as it is. */
    UNCHANGED,
    /** {@link #mapped()} is sent in its place. */
    CHANGED,
    /** It is left out. */
    FILTERED
  }

  private final List<MappingStep> steps;
  private final MappedRow row;
  private final Bytes out = new Bytes();
  private final Edit edit = new Edit(out);

  MapperChain(List<MappingStep> steps, MappedRow row) {
    this.steps = List.copyOf(steps);
    this.row = row;
  }

  /**
   * A chain for the records of a stream.
   *
   * @param source the stream as for {@link StreamMapping#toDestination}
   * @throws InvalidMappingException where the mapping cannot be, for this stream or at all
   */
  public static MapperChain of(StreamMapping mapping, ConfiguredStream source) {
    var _ = mapping.toDestination(source);
    return new ChainCompiler(mapping).compile();
  }

  /**
   * Maps one record.
   *
   * @param data the record's data object: valid JSON, with an array behind the buffer; it stays as
   *     it is
   * @throws MapperException if the record cannot be mapped; it must not be sent
   */
  public Outcome apply(ByteBuffer data) throws MapperException {
    byte[] bytes = data.array();
    int start = data.arrayOffset() + data.position();
    int end = data.arrayOffset() + data.limit();
    try {
      row.scan(bytes, start, end);
      for (MappingStep step : steps) {
        if (!step.apply(row)) {
          return Outcome.FILTERED;
        }
      }
      out.clear();
      edit.begin(bytes, start, end);
      row.write(edit);
      return edit.finish() ? Outcome.CHANGED : Outcome.UNCHANGED;
    } catch (ArithmeticException e) {
      throw new MapperException(
          "a record of %d bytes would be larger than 2 GiB".formatted(end - start), e);
    }
  }

  /** The data object that the last call made, where it changed; valid until the next call. */
  public ByteBuffer mapped() {
    return ByteBuffer.wrap(out.array(), 0, out.length());
  }

  /** One step of a chain. */
  sealed interface MappingStep {
    /** False where the record is filtered out. */
    boolean apply(MappedRow row) throws MapperException;

    /** A value becomes another. */
    record Change(FieldSlot slot, String name, MappedRow.Change change) implements MappingStep {
      @Override
      public boolean apply(MappedRow row) throws MapperException {
        try {
          row.change(slot, change);
          return true;
        } catch (GeneralSecurityException e) {
          throw new MapperException(
              "field '%s' cannot be hashed or encrypted: %s".formatted(name, e.getMessage()), e);
        }
      }
    }

    /** A record stays or goes. */
    record Rows(RowPredicate test) implements MappingStep {
      @Override
      public boolean apply(MappedRow row) throws MapperException {
        return test.holds(row);
      }
    }
  }
}
