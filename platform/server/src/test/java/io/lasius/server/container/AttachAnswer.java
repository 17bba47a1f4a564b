package io.lasius.server.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What an engine's whole answer to an attach holds, decoded from one array in the plainest way. */
final class AttachAnswer {
  private static final int HEAD_LIMIT = 16 * 1024;

  private static final String CUT_OFF = "in the middle of a frame";

  private final boolean attached;
  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
  private @Nullable String failure;

  AttachAnswer(byte[] answer, int stream) throws IOException {
    var text = new String(answer, StandardCharsets.ISO_8859_1);
    var headEnd = text.indexOf("\r\n\r\n") + 4;
    var status = headEnd < 4 ? "" : text.substring(0, text.indexOf("\r\n"));
    attached =
        headEnd >= 4
            && headEnd <= HEAD_LIMIT
            && (status.contains(" 101 ") || status.contains(" 200 "));
    if (attached) {
      decode(new DataInputStream(new ByteArrayInputStream(answer, headEnd, answer.length)), stream);
    }
  }

  /** Whether it says that the streams follow. */
  boolean isAttached() {
    return attached;
  }

  /** What the stream says, up to its end or to the first fault. */
  byte[] payload() {
    return payload.toByteArray();
  }

  /** A part of what must be said of the fault; null where there is none. */
  @Nullable String failure() {
    return failure;
  }

  private void decode(DataInputStream frames, int stream) throws IOException {
    while (failure == null && frames.available() > 0) {
      if (frames.available() < FrameReader.HEADER) {
        failure = CUT_OFF;
        return;
      }
      var kind = frames.readInt();
      var length = frames.readInt();
      if (kind != stream * 0x1000000 || length < 0) {
        failure = "no frame of stream " + stream;
      } else if (length > frames.available()) {
        payload.writeBytes(frames.readAllBytes());
        failure = CUT_OFF;
      } else {
        payload.writeBytes(frames.readNBytes(length));
      }
    }
  }
}
