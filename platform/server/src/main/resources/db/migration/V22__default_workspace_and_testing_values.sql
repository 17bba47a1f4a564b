-- The workspace that clients begin in; null for the first one that its user may see.
ALTER TABLE app_user ADD COLUMN default_workspace_id UUID REFERENCES workspace (id) ON DELETE SET NULL;

-- What the source of a manifest is tried with in a connector builder: JSON, in which secrets are references.
ALTER TABLE connector_definition ADD COLUMN testing_values ${largetext};
ALTER TABLE secret ADD COLUMN definition_id UUID REFERENCES connector_definition (id);
ALTER TABLE secret DROP CONSTRAINT secret_has_one_owner;
ALTER TABLE secret ADD CONSTRAINT secret_has_one_owner CHECK (
  CASE WHEN actor_id IS NULL THEN 0 ELSE 1 END
  + CASE WHEN connection_id IS NULL THEN 0 ELSE 1 END
  + CASE WHEN definition_id IS NULL THEN 0 ELSE 1 END = 1
);
CREATE INDEX secret_by_definition ON secret (definition_id);
