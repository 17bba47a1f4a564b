/** What goes wrong around a sync, and what becomes of it: faults, one by one and by chance. */
@NullMarked
package io.lasius.server.fault;

import org.jspecify.annotations.NullMarked;
