/** A destination that takes records and keeps none. */
@NullMarked
package io.lasius.connector.destinationdiscard;

import org.jspecify.annotations.NullMarked;
