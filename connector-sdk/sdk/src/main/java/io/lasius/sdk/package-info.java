/** What the author of a connector writes against, and what runs it. */
@NullMarked
package io.lasius.sdk;

import org.jspecify.annotations.NullMarked;
