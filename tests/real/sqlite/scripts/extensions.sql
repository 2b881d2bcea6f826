create virtual table docs using fts5(title, body);
insert into docs values('kernels','a kernel boots on the bare machine'),('libraries','a library serves many programs'),('machines','the machine runs a kernel');
select title from docs where docs match 'kernel' order by rank; select highlight(docs,1,'[',']') from docs where docs match 'machine NOT library' order by rowid;
select snippet(docs,1,'<','>','..',3) from docs where docs match 'serv*';
create virtual table boxes using rtree(id, x0, x1, y0, y1);
with recursive n(i) as (select 1 union all select i+1 from n where i<500) insert into boxes select i, i%25, i%25+2.5, i/25, i/25+1.5 from n;
select count(*), min(id), max(id) from boxes where x0>5 and x1<12 and y0>3 and y1<9;
drop table docs; drop table boxes; pragma integrity_check;
