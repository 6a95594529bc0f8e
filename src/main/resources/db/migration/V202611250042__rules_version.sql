-- Which rules the answers are by: another version of the server judges everything once more.
alter table exposure_sweep add column rules text default '' not null;
