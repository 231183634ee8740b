-- What a source says of a field that was edited here, by field; folded from the ledger like the rest of a span.
alter table deal_span add column differs jsonb not null default '{}';

-- Lists with their filters, grouping and sort under a name: of one user, or shared with everyone.
create table saved_view (
  org_id uuid not null,
  id uuid not null,
  place text not null,
  name text not null,
  search jsonb not null,
  shared boolean not null,
  user_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id)
);
create index saved_view_place on saved_view (org_id, place);
