-- What proves an answer on one machine (satisfied by, remedies) is asked of the evaluator when it is shown: stored are
-- rulings, groups with their grounds, of which a fleet has few (docs/adr/0008). Old rows stay valid rulings.
alter table exposure_judgement rename to exposure_ruling;
alter table exposure_ruling drop column satisfied_by;
alter table exposure_ruling drop column remedies;
create index exposure_ruling_by_group on exposure_ruling (group_id);

alter table exposure_set_state rename column judgements to rulings;
-- When the set was first judged; before this script that was its first change.
alter table exposure_set_state add column born_at timestamp with time zone;
drop index exposure_set_state_by_change;
alter table exposure_set_state drop column changed_rev;

-- Differences after rulings of the state row were written (rev above its touched_rev) are not in them yet.
alter table exposure_change add column evaluated_rev bigint default 0 not null;
create index exposure_change_by_rev on exposure_change (rev);

-- Every set written up to that revision of answers holds at that catalog revision, whatever its own row says.
create table exposure_sweep (
    id integer primary key,
    catalog_rev bigint not null,
    upto bigint not null
);
insert into exposure_sweep (id, catalog_rev, upto) values (1, 0, 0);
