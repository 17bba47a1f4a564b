/** One attempt: planned, replicated, its states and counts stored. */
@NullMarked
package io.lasius.server.sync;

import org.jspecify.annotations.NullMarked;
