-- a new connection finds what the last one wrote
select count(*), sum(kk) from big; pragma integrity_check;
attach 'other.db' as other; select count(*), max(id) from other.copy; detach other;
drop table big; drop table logged; vacuum; pragma integrity_check; select count(*) from sqlite_schema where name like 'big%';
