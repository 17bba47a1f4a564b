/**
 * One sync: two connectors, one pipe, states and counts. What it needs comes in as a plan, what
 * happens goes out as events; it knows no framework, no database and no container engine.
 */
@NullMarked
package io.lasius.replication;

import org.jspecify.annotations.NullMarked;
