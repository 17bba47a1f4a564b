/** A source of the files in the operator's folder. */
@NullMarked
package io.lasius.connector.sourcefile;

import org.jspecify.annotations.NullMarked;
