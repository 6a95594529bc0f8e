-- Touches by which a host came, retired, returned, or is called otherwise: what exposure keeps of it is read again.
alter table inventory_host_touch add column standing boolean default false not null;
