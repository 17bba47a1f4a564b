-- A workspace that is deleted stays, as what was done in it does.
ALTER TABLE workspace ADD COLUMN deleted BOOLEAN DEFAULT FALSE NOT NULL;

-- A source that is described and not programmed, and how often its description has been another one.
ALTER TABLE connector_definition ADD COLUMN manifest ${largetext};
ALTER TABLE connector_definition ADD COLUMN manifest_version BIGINT;

-- How much of the machine a connector may use, as it was asked for.
ALTER TABLE actor ADD COLUMN resource_allocation TEXT;
