-- Rows that a file gave beside another row of the same id, which counted instead: the file again is no change.
create table source_repeat (
  org_id uuid not null,
  source text not null,
  kind text not null,
  external_id text not null,
  row_hash text not null,
  import_id uuid not null,
  primary key (org_id, source, kind, external_id, row_hash)
);
create index source_repeat_import on source_repeat (org_id, import_id);

-- What undoing an import made forgotten, kept for doing it again.
create table withdrawn_record (
  org_id uuid not null,
  import_id uuid not null,
  source text not null,
  kind text not null,
  external_id text not null,
  entity_id uuid not null,
  row_hash text,
  primary key (org_id, import_id, source, kind, external_id)
);
