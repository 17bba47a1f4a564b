/** Tags: words that connections are found by. */
@NullMarked
package io.lasius.server.tag;

import org.jspecify.annotations.NullMarked;
