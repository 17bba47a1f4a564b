/** Streams: what a source offers, and what a connection syncs. */
@NullMarked
package io.lasius.protocol.catalog;

import org.jspecify.annotations.NullMarked;
