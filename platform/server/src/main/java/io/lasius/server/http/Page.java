package io.lasius.server.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.uri.UriBuilder;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A slice of a list.
 *
 * @param next address of the slice behind it; empty where there is none
 * @param previous address of the slice before it; empty where there is none
 */
public record Page<T>(List<T> data, String next, String previous) {
  public static final int DEFAULT_LIMIT = 20;
  public static final int MAX_LIMIT = 100;

  public Page {
    data = List.copyOf(data);
  }

  /** Which slice is asked for. */
  public record Slice(int limit, int offset) {
    /**
     * Reads the parameters of a request.
     *
     * @throws ProblemException 400 where one is out of range
     */
    public static Slice of(@Nullable Integer limit, @Nullable Integer offset) {
      return of("limit", limit, "offset", offset);
    }

    /** The same where the parameters have other names. */
    public static Slice of(
        String limitName, @Nullable Integer limit, String offsetName, @Nullable Integer offset) {
      var size = limit == null ? DEFAULT_LIMIT : limit;
      var start = offset == null ? 0 : offset;
      if (size < 1 || size > MAX_LIMIT) {
        throw Problem.badRequest(
                "%s is %d, but must be 1 to %d".formatted(limitName, size, MAX_LIMIT))
            .asException();
      }
      if (start < 0) {
        throw Problem.badRequest("%s is %d, but must not be negative".formatted(offsetName, start))
            .asException();
      }
      return new Slice(size, start);
    }

    /** One more than the slice holds, which tells whether anything lies behind it. */
    public int limitAndOne() {
      return limit + 1;
    }
  }

  /**
   * Makes a page.
   *
   * @param found what lies in the slice, and one more where anything lies behind it
   */
  public static <D, T> Page<T> of(
      HttpRequest<?> request, Slice slice, List<D> found, Function<D, T> toWire) {
    var more = found.size() > slice.limit();
    var data = found.stream().limit(slice.limit()).map(toWire).toList();
    return new Page<>(
        data,
        more ? address(request, slice, slice.offset() + slice.limit()) : "",
        slice.offset() == 0
            ? ""
            : address(request, slice, Math.max(0, slice.offset() - slice.limit())));
  }

  /** The address that was asked for, with another offset. */
  private static String address(HttpRequest<?> request, Slice slice, int offset) {
    var pathAndQuery =
        UriBuilder.of(request.getUri())
            .replaceQueryParam("limit", slice.limit())
            .replaceQueryParam("offset", offset)
            .build();
    return Forwarded.origin(request) + pathAndQuery;
  }
}
