-- With whose eyes, and at which moment, a connection reads the views for analysts. It knows the token, we its hash.
create table analysis_session (
  org_id uuid not null,
  token_hash text not null,
  valid_at timestamptz not null,
  known_at timestamptz not null,
  recorded_at timestamptz not null,
  day date not null,
  persons uuid[],
  teams uuid[],
  -- who reads, and whether what others did stands at the beginning of its week
  person_id uuid,
  by_week boolean not null,
  expires_at timestamptz not null,
  primary key (org_id, token_hash)
);
