-- The day on which everything of a mail or meeting from somebody's own mailbox or calendar was removed but that it was:
-- what it counts for stays, whom it was with, when in the day and in which conversation do not.
alter table activity add column removed_on date;
