-- Whether an account was met before is asked for each of its meetings.
create index activity_account_meeting on activity (org_id, account_id, at) where type = 'meeting' and account_id is not null;
