/** Measures what the platform costs, from outside: over HTTP and by what the kernel counts. */
@NullMarked
package io.lasius.bench;

import org.jspecify.annotations.NullMarked;
