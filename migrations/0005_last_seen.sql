-- The newest import that held the row as it was remembered. An unchanged row writes no change, but that a deal was
-- still open in an export bounds when it can have been lost.
alter table source_record add column seen_in uuid;
