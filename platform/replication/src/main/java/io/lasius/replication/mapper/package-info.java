/**
 * What a connection does to the fields and rows of a stream on their way: which fields are
 * selected, and the mappers, which hash, encrypt, rename or leave out a field, or leave out rows.
 */
@NullMarked
package io.lasius.replication.mapper;

import org.jspecify.annotations.NullMarked;
