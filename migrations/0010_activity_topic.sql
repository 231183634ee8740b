-- What a meeting or mail was for, where the source says so; and what metrics of accounts look up.
alter table activity add column topic text;
create index deal_span_account on deal_span (org_id, account_id, valid_from) where account_id is not null;
create index activity_account on activity (org_id, account_id, at) where account_id is not null;
