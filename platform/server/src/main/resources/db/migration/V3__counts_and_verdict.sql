-- What an attempt counted, and what the counts prove. What was emitted before was also sent.
-- "rejected" is JSON: records and bytes by reason. A verdict is JSON; it is empty before the attempt's end.

ALTER TABLE attempt_stream ADD COLUMN filtered_records BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE attempt_stream ADD COLUMN filtered_bytes BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE attempt_stream ADD COLUMN sent_records BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE attempt_stream ADD COLUMN sent_bytes BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE attempt_stream ADD COLUMN rejected TEXT DEFAULT '{}' NOT NULL;
ALTER TABLE attempt_stream ADD COLUMN destination_rejected BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE attempt_stream ADD COLUMN verdict TEXT;
UPDATE attempt_stream SET sent_records = emitted_records, sent_bytes = emitted_bytes;

ALTER TABLE attempt ADD COLUMN verdict TEXT;
ALTER TABLE attempt ADD COLUMN unconfigured_records BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE attempt ADD COLUMN unattributed_records BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE attempt ADD COLUMN source_errors BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE attempt ADD COLUMN destination_errors BIGINT DEFAULT 0 NOT NULL;
