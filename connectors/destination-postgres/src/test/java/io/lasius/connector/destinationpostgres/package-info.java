/** Tests of the destination, against a real PostgreSQL. */
@NullMarked
package io.lasius.connector.destinationpostgres;

import org.jspecify.annotations.NullMarked;
