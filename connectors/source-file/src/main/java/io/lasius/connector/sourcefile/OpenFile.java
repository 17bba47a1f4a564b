package io.lasius.connector.sourcefile;

import io.lasius.sdk.ConfigException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file that is being read, from its first byte: its rows, and the digest of its bytes. */
final class OpenFile implements Closeable {
  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final DataFile file;
  private final DigestInputStream bytes;
  private final Rows rows;

  OpenFile(DataFile file, FileFormat format) throws ConfigException, IOException {
    this.file = file;
    var charset = format.charset();
    bytes =
        new DigestInputStream(
            Files.newInputStream(file.real(), LinkOption.NOFOLLOW_LINKS), sha256());
    try {
      // A new decoder reports what it cannot decode; the charset itself would put a mark there.
      var text = new InputStreamReader(unpacked(bytes), charset.newDecoder());
      rows = format.rows(withoutMark(text));
    } catch (IOException e) {
      bytes.close();
      throw e;
    } catch (ConfigException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  Rows rows() {
    return rows;
  }

  /**
   * Goes on to the next row.
   *
   * @throws ConfigException where the file is broken
   */
  boolean next() throws ConfigException, IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("told to stop");
    }
    try {
      return rows.next();
    } catch (IOException e) {
      throw explained(file, rows.line(), e);
    }
  }

  /** The SHA-256 of the whole file, which is read to its end. */
  String digest() throws IOException {
    bytes.transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  /** Opens a file, and explains what is wrong with it already at its beginning. */
  static OpenFile open(DataFile file, FileFormat format) throws ConfigException, IOException {
    try {
      return new OpenFile(file, format);
    } catch (IOException e) {
      throw explained(file, 0, e);
    }
  }

  /** The SHA-256 of a file. */
  static String digest(DataFile file) throws IOException {
    try (var in =
        new DigestInputStream(
            Files.newInputStream(file.real(), LinkOption.NOFOLLOW_LINKS), sha256())) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  /** A fault of the file is the user's to correct; a fault of the disk stays what it is. */
  private static ConfigException explained(DataFile file, long line, IOException fault)
      throws IOException {
    String what =
        switch (fault) {
          case CharacterCodingException _ ->
              "it is not in the encoding that is set: set the right one";
          case EOFException _ -> "its compressed data ends in the middle: copy it anew";
          case ZipException _ -> "its compressed data is broken: copy it anew";
          case BrokenFileException broken -> broken.getMessage() + ": correct it there";
          default -> throw fault;
        };
    return new ConfigException(
        "the file %s cannot be read on from line %d: %s".formatted(file.name(), line, what));
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    var buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return packed ? new GZIPInputStream(buffered, BUFFER) : buffered;
  }

  private static Reader withoutMark(Reader reader) throws IOException {
    var text = new PushbackReader(new BufferedReader(reader, BUFFER));
    int first = text.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      text.unread(first);
    }
    return text;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
