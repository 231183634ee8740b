-- One act of a person on the dated world: the ledger changes it wrote, so that it can be taken back as a whole. The id is
-- made by whoever asks, so that an edit sent twice is written once.
create table edit (
  org_id uuid not null,
  id uuid not null,
  actor_id uuid,
  made_at timestamptz not null,
  changes uuid[] not null,
  undone_at timestamptz,
  primary key (org_id, id)
);

-- The first day of the week is a name everywhere, as documents write it.
update change set patch = jsonb_set(patch, '{weekStart}', to_jsonb(case patch->>'weekStart'
    when '6' then 'saturday' when '7' then 'sunday' else 'monday' end))
  where kind in ('setting', 'team') and jsonb_typeof(patch->'weekStart') = 'number';
update span set state = jsonb_set(state, '{weekStart}', to_jsonb(case state->>'weekStart'
    when '6' then 'saturday' when '7' then 'sunday' else 'monday' end))
  where kind in ('setting', 'team') and jsonb_typeof(state->'weekStart') = 'number';
