/**
 * The log of each attempt: a file of JSON lines without secrets, capped, and read while it grows.
 */
@NullMarked
package io.lasius.server.attemptlog;

import org.jspecify.annotations.NullMarked;
