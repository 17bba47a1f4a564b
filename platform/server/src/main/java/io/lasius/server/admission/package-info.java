/**
 * Which waiting jobs may run: priorities, blackouts, what comes after what, and the pause of all.
 */
@NullMarked
package io.lasius.server.admission;

import org.jspecify.annotations.NullMarked;
