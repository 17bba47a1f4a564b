/** Runs connectors in tests, and holds the tests that every connector passes. */
@NullMarked
package io.lasius.sdk.testkit;

import org.jspecify.annotations.NullMarked;
