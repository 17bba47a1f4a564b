-- Queries that count what a sync brought, as JSON. A connection without a row has none.
CREATE TABLE connection_count_queries (
  connection_id UUID PRIMARY KEY REFERENCES connection (id),
  queries TEXT NOT NULL
);

-- Null for what the image's label says.
ALTER TABLE connector_definition ADD COLUMN supports_count_query BOOLEAN;

-- What they found, of the whole job.
ALTER TABLE attempt_stream ADD COLUMN source_query_records BIGINT;
ALTER TABLE attempt_stream ADD COLUMN destination_query_records BIGINT;
