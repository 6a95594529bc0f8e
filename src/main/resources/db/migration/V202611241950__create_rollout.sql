create table rollout_rollout (
    id uuid primary key,
    name text not null,
    state text not null,
    version bigint not null,
    -- The body as accepted, JSON.
    plan text not null,
    reason text,
    created_at timestamp with time zone not null,
    created_by text not null,
    begin_at timestamp with time zone,
    started_at timestamp with time zone,
    -- Paused or halted since; a stopped rollout's keepOpenFor stands still.
    stopped_at timestamp with time zone,
    ended_at timestamp with time zone
);
create index rollout_rollout_by_state on rollout_rollout (state, id);

create table rollout_wave (
    id uuid primary key,
    rollout_id uuid not null references rollout_rollout (id),
    number integer not null,
    name text,
    state text not null,
    -- The denominator: frozen when the wave starts.
    hosts integer not null,
    budget integer not null,
    concurrency integer not null,
    -- Failures a person has answered for by resuming.
    forgiven integer not null,
    -- A cache of count(*) group by state, compared every minute.
    pending integer not null,
    deferred integer not null,
    in_flight integer not null,
    verified integer not null,
    skipped integer not null,
    failed integer not null,
    silent integer not null,
    unverified integer not null,
    not_reached integer not null,
    reverted integer not null,
    cancelled integer not null,
    started_at timestamp with time zone,
    soak_until timestamp with time zone,
    open_until timestamp with time zone,
    ended_at timestamp with time zone,
    reason text,
    halted_by text,
    unique (rollout_id, number)
);
create index rollout_wave_by_state on rollout_wave (state);

-- Which host is in which wave, and the remedies pinned for it ("same bits"); the id becomes the first assignment's.
create table rollout_target (
    id uuid primary key,
    rollout_id uuid not null references rollout_rollout (id),
    host_id uuid not null,
    hostname text not null,
    wave integer not null,
    advisories text not null,
    remedies text not null,
    unique (rollout_id, host_id)
);
create index rollout_target_by_wave on rollout_target (rollout_id, wave);
create index rollout_target_by_host on rollout_target (host_id);

create table rollout_left_out (
    rollout_id uuid not null references rollout_rollout (id),
    host_id uuid not null,
    hostname text not null,
    reason text not null,
    primary key (rollout_id, host_id)
);

create table rollout_assignment (
    id uuid primary key,
    target_id uuid not null references rollout_target (id),
    rollout_id uuid not null,
    wave_id uuid not null references rollout_wave (id),
    wave integer not null,
    host_id uuid not null,
    hostname text not null,
    state text not null,
    attempt integer not null,
    -- False once a retry by a person has taken its place in the counts.
    counted boolean not null,
    reason text,
    last_seq bigint,
    offered_at timestamp with time zone,
    lease_until timestamp with time zone,
    due_at timestamp with time zone,
    reported_at timestamp with time zone,
    claimed_at timestamp with time zone,
    verified_at timestamp with time zone,
    changed_at timestamp with time zone not null,
    report_id uuid,
    -- The boot the host was in when it said that a reboot is pending, or that it has installed.
    boot_id text,
    -- A check-in after the claim whose inventory is known already.
    seen_at timestamp with time zone
);
create index rollout_assignment_by_wave on rollout_assignment (wave_id, state);
create index rollout_assignment_by_host on rollout_assignment (host_id, id);
create index rollout_assignment_by_due on rollout_assignment (due_at);
create index rollout_assignment_by_rollout on rollout_assignment (rollout_id, id);

create table rollout_assignment_event (
    id uuid primary key,
    assignment_id uuid not null,
    rollout_id uuid not null,
    host_id uuid not null,
    at timestamp with time zone not null,
    event text not null,
    from_state text not null,
    to_state text not null,
    attempt integer not null,
    reason text,
    report_id uuid,
    hash text not null,
    block bigint
);
create index rollout_assignment_event_by_block on rollout_assignment_event (block, id);
create index rollout_assignment_event_by_assignment on rollout_assignment_event (assignment_id, id);

-- What agents said, as evidence: also what changed nothing.
create table rollout_report (
    host_id uuid not null,
    id uuid not null,
    assignment_id uuid not null,
    state text not null,
    seq bigint,
    at timestamp with time zone,
    received_at timestamp with time zone not null,
    exit_code integer,
    message text,
    evidence text,
    body_hash text not null,
    moved boolean not null,
    primary key (host_id, id)
);
create index rollout_report_by_assignment on rollout_report (assignment_id, received_at);
