/** A destination that writes each stream to a typed table of a PostgreSQL database. */
@NullMarked
package io.lasius.connector.destinationpostgres;

import org.jspecify.annotations.NullMarked;
