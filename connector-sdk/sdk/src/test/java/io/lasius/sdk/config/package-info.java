@NullMarked
package io.lasius.sdk.config;

import org.jspecify.annotations.NullMarked;
