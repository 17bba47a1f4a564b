/** A destination of files in the operator's folder. */
@NullMarked
package io.lasius.connector.destinationfile;

import org.jspecify.annotations.NullMarked;
