package io.lasius.server.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

/** An engine that takes a request and answers with bytes that were set before, in pieces. */
final class AnsweringEngine implements EngineConnection {
  private final ByteBuffer answer;
  private final int[] sizes;
  private int reads;
  private boolean open = true;

  /**
   * @param sizes of the pieces, one after the other and then again
   */
  AnsweringEngine(byte[] answer, int... sizes) {
    this.answer = ByteBuffer.wrap(answer);
    this.sizes = sizes;
  }

  int reads() {
    return reads;
  }

  @Override
  public int read(ByteBuffer into) {
    // A read into no room would give nothing for ever.
    assertThat(into.hasRemaining()).isTrue();
    if (!answer.hasRemaining()) {
      reads++;
      return -1;
    }
    var count =
        Math.min(sizes[reads++ % sizes.length], Math.min(into.remaining(), answer.remaining()));
    into.put(answer.slice(answer.position(), count));
    answer.position(answer.position() + count);
    return count;
  }

  @Override
  public void write(ByteBuffer from) {
    from.position(from.limit());
  }

  @Override
  public void endOutput() {
    open = false;
  }

  @Override
  public void abandonOutput() {
    open = false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
