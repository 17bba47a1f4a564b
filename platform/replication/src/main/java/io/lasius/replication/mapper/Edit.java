package io.lasius.replication.mapper;

/** A copy of bytes in which a few places change, from the first to the last. Not thread-safe. */
final class Edit {
  private final Bytes out;
  private byte[] source = new byte[0];
  private int end;
  private int copied;
  private int began;

  Edit(Bytes out) {
    this.out = out;
  }

  void begin(byte[] bytes, int from, int to) {
    source = bytes;
    end = to;
    copied = from;
    began = from;
  }

  void replace(int from, int to, byte[] bytes, int start, int stop) {
    cut(from, to);
    out.put(bytes, start, stop);
  }

  void cut(int from, int to) {
    out.put(source, copied, from);
    copied = to;
  }

  /** Copies what is left; false, with nothing copied, where nothing has changed. */
  boolean finish() {
    if (copied == began) {
      return false;
    }
    out.put(source, copied, end);
    return true;
  }
}
