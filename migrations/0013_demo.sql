-- An organisation that is tried out with a made-up company: which one, and up to when it has been played.
create table demo (
  org_id uuid primary key,
  scenario jsonb not null,
  played_until timestamptz not null,
  -- nobody had said the currency before the demo came
  currency_assumed boolean not null,
  started_at timestamptz not null
);
