package io.lasius.server.container;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer that comes in parts while the engine works: its last part counts, and each is told. */
final class StreamedAnswer<T> implements ResultCallback<T> {
  private final CompletableFuture<T> last = new CompletableFuture<>();
  private final Consumer<? super T> parts;
  private volatile @Nullable T latest;
  private volatile @Nullable Closeable stream;

  StreamedAnswer(Consumer<? super T> parts) {
    this.parts = parts;
  }

  /** The last part; fails as soon as the engine fails. */
  CompletableFuture<T> last() {
    return last;
  }

  /** Whether the engine has taken the request. */
  boolean hasBegun() {
    return stream != null;
  }

  @Override
  public void onStart(Closeable closeable) {
    stream = closeable;
  }

  @Override
  public void onNext(T part) {
    latest = part;
    parts.accept(part);
  }

  @Override
  public void onError(Throwable cause) {
    last.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    var part = latest;
    if (part == null) {
      last.completeExceptionally(new IOException("the engine's answer ended without content"));
    } else {
      last.complete(part);
    }
  }

  /** Gives up. */
  @Override
  public void close() throws IOException {
    var open = stream;
    if (open != null) {
      open.close();
    }
  }
}
