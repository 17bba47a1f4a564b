package io.lasius.connector.destinationfile;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses into one gzip member after the other: a file may end after each, and readers take them
 * for one.
 */
final class GzipMembers extends OutputStream {
  private static final int BUFFER = 1 << 16;

  private final OutputStream target;
  private @Nullable GZIPOutputStream member;

  GzipMembers(OutputStream target) {
    this.target = target;
  }

  @Override
  public void write(int b) throws IOException {
    begin().write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    begin().write(bytes, offset, length);
  }

  /** The member to write to; the next one after {@link #end()}. */
  GZIPOutputStream begin() throws IOException {
    if (member == null) {
      member = new GZIPOutputStream(new Unclosed(target), BUFFER);
    }
    return member;
  }

  /** Ends the member, if one was begun. */
  void end() throws IOException {
    if (member != null) {
      member.close();
      member = null;
    }
  }

  /** A member's end is not the file's. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream target) {
      super(target);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
