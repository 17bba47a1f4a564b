/** Tests of the source of files. */
@NullMarked
package io.lasius.connector.sourcefile;

import org.jspecify.annotations.NullMarked;
