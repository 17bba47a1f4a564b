/** Tests of the destination of files. */
@NullMarked
package io.lasius.connector.destinationfile;

import org.jspecify.annotations.NullMarked;
