@org.jspecify.annotations.NullMarked
package io.lasius.bench.soak;
