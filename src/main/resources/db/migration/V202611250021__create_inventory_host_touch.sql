-- Which hosts' rows have changed in the last minutes: what servers keep of their check-ins is forgotten by it (Beats).
create sequence inventory_touch_seq;

create table inventory_host_touch (
    id bigint primary key,
    host_id uuid not null,
    at timestamp with time zone not null
);
