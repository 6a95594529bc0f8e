-- A saved host query (query is JSON) or a fixed list (query is null).
create table inventory_group (
    id uuid primary key,
    name text not null unique,
    description text,
    query text,
    created_at timestamp with time zone not null
);

create table inventory_group_host (
    group_id uuid not null references inventory_group (id) on delete cascade,
    host_id uuid not null references inventory_host (id),
    primary key (group_id, host_id)
);
create index inventory_group_host_by_host on inventory_group_host (host_id);
