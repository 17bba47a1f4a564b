-- How long a source may be silent by its definition; null where that says nothing.
ALTER TABLE connector_definition ADD COLUMN max_seconds_between_messages INT;

-- What an attempt took, as JSON: milliseconds by phase, and of each container CPU time and the most memory of its samples.
ALTER TABLE attempt ADD COLUMN figures TEXT;
