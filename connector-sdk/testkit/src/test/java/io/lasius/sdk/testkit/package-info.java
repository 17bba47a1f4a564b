@NullMarked
package io.lasius.sdk.testkit;

import org.jspecify.annotations.NullMarked;
