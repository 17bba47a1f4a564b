/** Whole syncs, over the API and through containers. */
@NullMarked
package io.lasius.server.sync;

import org.jspecify.annotations.NullMarked;
