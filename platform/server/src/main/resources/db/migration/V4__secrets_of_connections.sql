-- Mappers of a connection's streams have secrets, too: keys and salts.

ALTER TABLE secret ALTER COLUMN actor_id DROP NOT NULL;
ALTER TABLE secret ADD COLUMN connection_id UUID REFERENCES connection (id);
ALTER TABLE secret ADD CONSTRAINT secret_has_one_owner CHECK ((actor_id IS NULL) <> (connection_id IS NULL));
CREATE INDEX secret_by_connection ON secret (connection_id);
