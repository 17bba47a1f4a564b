-- A state may be as large as a connector's line. H2's TEXT is part of its row, whose page is written whole again with each
-- of its rows; a large object is not. PostgreSQL's TEXT always was apart from its row.
ALTER TABLE state_version ALTER COLUMN state SET DATA TYPE ${largetext};
