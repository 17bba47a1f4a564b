-- A job syncs, or refreshes or clears some streams: a list of descriptors as JSON, empty for a sync.
ALTER TABLE job ADD COLUMN type VARCHAR(32) DEFAULT 'SYNC' NOT NULL
  CHECK (type IN ('SYNC', 'REFRESH_MERGE', 'REFRESH_TRUNCATE', 'CLEAR'));
ALTER TABLE job ADD COLUMN streams TEXT DEFAULT '[]' NOT NULL;

-- The last job that was to replace all data of the stream, and the last that was to clear it, until one has replaced it.
ALTER TABLE stream_generation ADD COLUMN replacing_job BIGINT REFERENCES job (id);
ALTER TABLE stream_generation ADD COLUMN clearing_job BIGINT REFERENCES job (id);

-- What an attempt wrote a stream's records as.
CREATE TABLE attempt_generation (
  job_id BIGINT NOT NULL,
  number INTEGER NOT NULL,
  stream VARCHAR(2000) NOT NULL,
  generation BIGINT NOT NULL,
  -- Whether the data of all generations before was to go.
  replaces BOOLEAN NOT NULL,
  PRIMARY KEY (job_id, number, stream),
  FOREIGN KEY (job_id, number) REFERENCES attempt (job_id, number)
);
