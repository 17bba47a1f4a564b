/** Tests of the operator's folder. */
@NullMarked
package io.lasius.sdk.local;

import org.jspecify.annotations.NullMarked;
