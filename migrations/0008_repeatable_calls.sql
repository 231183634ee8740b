-- Calls that their sender may repeat: a key writes once, and a repeat gets the first answer.
create table repeatable_call (
  org_id uuid not null,
  user_id text not null,
  key text not null,
  procedure text not null,
  answer jsonb,
  at timestamptz not null,
  primary key (org_id, user_id, key)
);
create index repeatable_call_at on repeatable_call (org_id, at);
