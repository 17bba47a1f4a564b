/** Tests of the destination that keeps nothing. */
@NullMarked
package io.lasius.connector.destinationdiscard;

import org.jspecify.annotations.NullMarked;
