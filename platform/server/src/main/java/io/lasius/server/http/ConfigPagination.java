package io.lasius.server.http;

import io.lasius.server.http.Page.Slice;
import org.jspecify.annotations.Nullable;

/** On the wire: which part of a list is asked for, in the form of Airbyte's configuration API. */
public record ConfigPagination(
    @Form(min = 1, max = Page.MAX_LIMIT) @Nullable Integer pageSize,
    @Form(min = 0) @Nullable Integer rowOffset) {
  /**
   * The part.
   *
   * @param pagination null where none is told
   * @throws ProblemException 400 where there is no such part
   */
  public static Slice slice(@Nullable ConfigPagination pagination) {
    return Slice.of(
        "pagination.pageSize",
        pagination == null ? null : pagination.pageSize(),
        "pagination.rowOffset",
        pagination == null ? null : pagination.rowOffset());
  }
}
