create table inventory_host (
    id uuid primary key,
    machine_id text not null unique,
    hostname text not null,
    fqdn text,
    ip text,
    os_family text,
    os_name text,
    os_version text,
    os_build integer,
    os_revision integer,
    os_architecture text,
    tags text array not null,
    owner text,
    criticality text not null check (criticality in ('critical', 'high', 'normal', 'low')),
    zone text,
    mlps_level integer,
    status text not null check (status in ('active', 'retired', 'quarantined')),
    managed text not null check (managed in ('agent', 'imported')),
    import_source text,
    software_set_id bigint references inventory_software_set (id),
    facts_set_id bigint references inventory_facts_set (id),
    inventory_digest text,
    facts_digest text,
    -- Announced at the last check-in and not received yet; null when the announced one is the present one.
    announced_inventory text,
    announced_facts text,
    boot_id text,
    -- The newest few before boot_id: a machine never returns to an old boot, two machines in turns do.
    earlier_boots text array not null,
    reboot_pending boolean not null,
    reboot_pending_since timestamp with time zone,
    bios_uuid text,
    serial text,
    clone_of uuid,
    replaces uuid,
    replaced_by uuid,
    agent_name text,
    agent_version text,
    clock_skew_millis bigint,
    enrolled_at timestamp with time zone not null,
    evidence_at timestamp with time zone,
    retired_at timestamp with time zone
);
create index inventory_host_by_name on inventory_host (hostname, id);
create index inventory_host_by_set on inventory_host (software_set_id);
create index inventory_host_by_status on inventory_host (status);
create index inventory_host_by_serial on inventory_host (serial);
create index inventory_host_by_bios on inventory_host (bios_uuid);

-- Written behind, in batches; apart, so that the host's row stays as it is.
create table inventory_host_seen (
    host_id uuid primary key references inventory_host (id),
    at timestamp with time zone not null
);
create index inventory_host_seen_by_time on inventory_host_seen (at, host_id);

-- Appended whenever one of its members changes: a host's history, joined in time with what exposure knows of its sets.
create table inventory_host_state (
    host_id uuid not null references inventory_host (id),
    rev bigint not null,
    at timestamp with time zone not null,
    software_set_id bigint,
    facts_set_id bigint,
    inventory_digest text,
    boot_id text,
    primary key (host_id, rev)
);
create index inventory_host_state_by_rev on inventory_host_state (rev);
