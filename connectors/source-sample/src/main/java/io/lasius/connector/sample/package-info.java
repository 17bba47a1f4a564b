/** A source of rows that are computed: a shop that does not exist, the same at every read. */
@NullMarked
package io.lasius.connector.sample;

import org.jspecify.annotations.NullMarked;
