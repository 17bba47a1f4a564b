/** Connections that sync by themselves: when each is due, and the jobs that are made for it. */
@NullMarked
package io.lasius.server.schedule;

import org.jspecify.annotations.NullMarked;
