/** Jobs: requests to sync, and the attempts at them. */
@NullMarked
package io.lasius.server.job;

import org.jspecify.annotations.NullMarked;
