-- By when the next step of a deal is to be done.
alter table deal_span add column next_step_date date;
