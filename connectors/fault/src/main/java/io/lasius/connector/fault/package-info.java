/** Numbered records, and faults on their way: a source and a destination to test with. */
@NullMarked
package io.lasius.connector.fault;

import org.jspecify.annotations.NullMarked;
