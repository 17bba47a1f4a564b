/** The queue: claims due jobs, keeps their leases and runs them. */
@NullMarked
package io.lasius.server.queue;

import org.jspecify.annotations.NullMarked;
