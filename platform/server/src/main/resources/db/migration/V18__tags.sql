-- Words that connections are found by.
CREATE TABLE tag (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspace (id),
  name VARCHAR(30) NOT NULL,
  color VARCHAR(6) NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  UNIQUE (workspace_id, name)
);

CREATE TABLE connection_tag (
  connection_id UUID NOT NULL REFERENCES connection (id),
  tag_id UUID NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  -- As they were given, since some clients compare lists.
  position INTEGER NOT NULL,
  PRIMARY KEY (connection_id, tag_id)
);
CREATE INDEX connection_tag_by_tag ON connection_tag (tag_id);
