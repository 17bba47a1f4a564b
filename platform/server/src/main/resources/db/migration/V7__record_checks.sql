-- What is looked at while a connection's records move, as JSON. A connection without a row has the defaults.

CREATE TABLE connection_record_checks (
  connection_id UUID PRIMARY KEY REFERENCES connection (id),
  checks TEXT NOT NULL
);

ALTER TABLE attempt_stream ADD COLUMN flagged_records BIGINT DEFAULT 0 NOT NULL;
