-- What people say about a thing, beside its facts: it changes no figure. A removed one stays, without its text.
create table comment (
  org_id uuid not null,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  reasons text[] not null,
  text text not null,
  author_id uuid,
  at timestamptz not null,
  removed_at timestamptz,
  primary key (org_id, id)
);
create index comment_subject on comment (org_id, subject_kind, subject_id, at);
