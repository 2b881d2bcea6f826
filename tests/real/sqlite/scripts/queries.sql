-- expressions and functions
select 1+1, 7/2, 7.0/2, 7%3, -7%3, 1<<40, ~5, 5&3, 5|3, 1=1.0, 'a'||'b', NULL is NULL, NOT 0;
select abs(-5), round(2.567, 2), round(-2.5), max(1,3,2), min('b','a'), coalesce(NULL, 'x'), ifnull(NULL, 3), nullif(1,1);
select length('häß'), upper('abc'), lower('ABC'), substr('hello', 2, 3), instr('hello','l'), replace('aXbX','X','-'), trim('  x  '), hex('abc'), quote('it''s'), char(72,228), unicode('€');
select printf('%05d|%-6s|%8.3f|%x|%e|%g|%,d', 42, 'ab', 3.14159, 255, 12345.678, 0.0001, 1234567);
select 1e308*10, -1e308*10, 0.1+0.2, 1.0/3, 1e100, 123456789012345678, 9223372036854775807+1, 1e15, 1e16, 2.5e-10, 0.1;
select cast('12abc' as integer), cast('1.5e3x' as real), cast(3.99 as integer), typeof(1), typeof(1.0), typeof('1'), typeof(x'00'), typeof(NULL);
select sin(1), cos(1), tan(1), exp(1), ln(10), log(100), log2(8), sqrt(2), pow(2, 0.5), atan2(1, 2), pi(), ceil(1.2), floor(-1.2), trunc(-1.7), mod(7.5, 2), degrees(1), radians(90), sinh(1), acosh(2);
select date('2024-02-28', '+2 days'), time('12:34:56', '+90 minutes'), datetime(0, 'unixepoch'), julianday('2000-01-01 12:00'), strftime('%Y %j %W %w %s', '2024-12-31'), date('2024-01-31', 'start of month', '+1 month', '-1 day');
select json('{"a":[1,2.5,null,"x"]}'), json_extract('{"a":{"b":[10,20]}}', '$.a.b[1]'), json_array(1,'two',3.0,NULL), json_type('[1]'), json_valid('{');
select value from json_each('[3,1,2]') order by value desc;
select 'abc' like 'A%', 'abc' glob 'a*', 'x' in ('x','y'), 5 between 1 and 9, case when 1>2 then 'no' else 'yes' end;
-- tables, joins, groups
drop table if exists t; drop table if exists u;
create table t(id integer primary key, name text not null, score real, grp text default 'none' check(length(grp)<10));
create table u(t_id integer references t(id), note text);
insert into t(name, score, grp) values('ann', 9.5, 'a'), ('bob', 7.25, 'b'), ('cid', NULL, 'a'), ('dee', 8.125, 'b'), ('eve', 9.5, default);
insert into u values(1,'first'),(1,'second'),(3,'third'),(9,'nobody');
select * from t order by score desc, name;
select grp, count(*), count(score), sum(score), avg(score), min(name), max(score), total(score), group_concat(name, '+') from t group by grp order by grp;
select t.name, u.note from t left join u on u.t_id = t.id order by t.id, u.note;
select t.name, u.note from t full outer join u on u.t_id = t.id order by t.name, u.note;
select name from t where id in (select t_id from u) union select 'zzz' except select 'cid' order by 1;
select name, rank() over (order by score desc), row_number() over (partition by grp order by name), sum(score) over (order by id rows between 1 preceding and current row), lag(name) over (order by id) from t order by id;
with recursive fib(n,a,b) as (values(0,0,1) union all select n+1, b, a+b from fib where n<60) select n, a from fib where n % 10 = 0;
with recursive c(x,y,cx,cy,n) as (select 0.0,0.0,-0.5,0.3,0 union all select x*x-y*y+cx, 2*x*y+cy, cx, cy, n+1 from c where n<20 and x*x+y*y<4) select max(n), round(max(x),6) from c;
select distinct grp from t order by grp limit 2 offset 1;
update t set score = score + 1 where grp = 'b' returning name, score;
delete from t where id = 5 returning *;
insert into t(id,name) values(1,'again') on conflict(id) do update set name = excluded.name || '!' returning *;
-- errors
insert into t(name) values(NULL);
insert into t(name, grp) values('x', 'far too long for it');
select nothing from t;
selec 1;
select sum(9223372036854775807) from (select 1 union select 2);
select abs(-9223372036854775808);
