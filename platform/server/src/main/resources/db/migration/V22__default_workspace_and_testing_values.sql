-- The workspace that clients begin in; null for the first one that its user may see.
ALTER TABLE app_user ADD COLUMN default_workspace_id UUID REFERENCES workspace (id) ON DELETE SET NULL;

-- What the source of a manifest is tried with in a connector builder, encrypted.
CREATE TABLE testing_values (
  definition_id UUID PRIMARY KEY REFERENCES connector_definition (id) ON DELETE CASCADE,
  encrypted ${largetext} NOT NULL
);
