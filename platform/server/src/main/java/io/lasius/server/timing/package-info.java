/**
 * When something is due: intervals, cron expressions, and what becomes of a time that is missed.
 */
@NullMarked
package io.lasius.server.timing;

import org.jspecify.annotations.NullMarked;
