-- What changed after a past day: all other answers are those of today.
create index exposure_change_by_time on exposure_change (at);
create index exposure_set_state_by_birth on exposure_set_state (born_at);

-- Counts at the end of a day (UTC), for plots: a row where it differs from the row before. advisory '*' is any security advisory,
-- '*critical' and '*kev' any of those; group '' is the whole fleet, else a group's id.
create table exposure_day (
    advisory_id text not null,
    group_id text not null,
    on_day date not null,
    exposed bigint not null,
    pending bigint not null,
    mitigated bigint not null,
    undecided bigint not null,
    primary key (advisory_id, group_id, on_day)
);
create index exposure_day_by_day on exposure_day (on_day);

-- How fast holes are closed, by severity, as counted on a day: ages in days of what was open, days from first sight to the fix of
-- what was fixed in the 90 days before.
create table exposure_pace (
    on_day date not null,
    group_id text not null,
    severity text not null,
    open_findings bigint not null,
    mean_age double precision not null,
    fixed bigint not null,
    median_days double precision not null,
    ninetieth_days double precision not null,
    primary key (on_day, group_id, severity)
);
