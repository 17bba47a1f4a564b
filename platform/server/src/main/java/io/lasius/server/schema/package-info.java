/** What changed in what a source offers, and how its connections follow. */
@NullMarked
package io.lasius.server.schema;

import org.jspecify.annotations.NullMarked;
