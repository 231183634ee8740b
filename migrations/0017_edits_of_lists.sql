-- An edit of every deal of a list: what is done to each, those that are still to be edited, and how many they were. It is
-- written in steps, so that nobody waits for it, and taken back in steps, as one.
alter table edit
  add column request jsonb,
  add column targets uuid[],
  add column total integer,
  add column finished_at timestamptz;
