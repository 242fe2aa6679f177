/// What SQLite 3.40.1's own `sqlite3_complete` says of seeded random token soups.
///
/// One case a line: `+` for complete or `-` for not, then the text with `\\n`, `\\t` and
/// `\\\\` for a line feed, a tab and a backslash. Made with Python's
/// `sqlite3.complete_statement`.
enum SQLCompletenessCases {
  static let lines = #"""
    -|
    -   |
    +;|
    +;;|
    -select 1|
    +select 1;|
    +select 1; |
    +select 1; -- c|
    -select 1; /* c|
    -select 'a;|
    +create trigger t begin select 1; end;|
    -create trigger t begin select 1;|
    -create temp trigger t begin select 1; end|
    +create temporary trigger x begin select 1; end ;|
    +explain create trigger t begin a; b; end;|
    +explain query plan create trigger t begin a; end;|
    +create table t(a);|
    -create trigger t begin select 'end;' ; end; select 1|
    -/* a */|
    --- a|
    --- a\n|
    +-- a\n;|
    +create -- x\n trigger y begin a; end; |
    -create trigger t begin a; end x;|
    +create trigger t begin a; ; end;|
    -'' ; ''|
    -[;|
    +[;];|
    +`;`;|
    +a$end;|
    +create trigger t begin a; /* e */ end /* f */ ;|
    -create temp trigger x ` , ," temp-"'a;b'|
    -/* ; */ endx `,endx |
    -END explain "x" |
    +$x /on x [b] create \t 1  ) temp update t; end;|
    +END/    select  temp; end;|
    +*/; |
    -create trigger t begin a;explain temp |
    +[b]   END [b] ;select explain"x" update t$x \n"x";|
    +end$x; $x end;|
    +) CREATE\n ; end;|
    +create /**/ trigger temporary; end;|
    -create temp trigger x CREATE on x |
    --update tCREATEé ;explain END |
    -'create ; é `q`endx Explain 'a;b'end triggers; end;|
    -[ Explain "x"|
    -1 end"x"-- c update t on x 'a;b'begin -- c /*|
    -a1/ update t" endx ;update t\\ /* ; */[b]|
    -/*) on x    "/ [` Explain (|
    -[ insert*/create   update t `q` -- c endx ; [; end;|
    -explain create trigger q begin insert    update t'a;b' end;|
    -on x |
    +create temp trigger x [ /*`;]; end;|
    -[b]temp /* ; */; \t \tcreate explain\n \t |
    -temp"x" " é (] ; ; a1$x--c;\n Explain |
    -create trigger |
    -explain create trigger q begin \n \n   temporary` $x --c;\nquery plan temp 'a;b' |
    -/|
    -create temp trigger x ; temp é,' ;ENDtriggers (END"x" ;|
    +\t `q` "x" ]\n ;|
    +; |
    -trigger \\ 1[b] "x"|
    -create temp trigger x temp /* ; */; ; / $x-  end;|
    -create trigger t begin a;a1 //* ; */explaintemp ; |
    -create /**/ trigger [b] trigger ]query planendx /* explain ;|
    +[b]"x"   triggers \\ 'a;b' triggerstemp--c;\n ] ;]; end;|
    -create [,on x   begin`q` on x explain |
    -create trigger t begin a;/* ; */ \n create'a;b' ENDendx on x ) )- ] |
    +1 insert , on x end;|
    -insert `( 1 /; end;|
    +triggersé  create-[b] insert1triggers ;  end;|
    -[b] |
    -create trigger t begin a;) create ;a1 'a;b'triggers  end;|
    -\\ triggers createendx trigger -- c triggers] |
    -[ select] on xtrigger|
    -create temp trigger x /*endx -- c Explain update t\\ a1a1 /"x" ; end;|
    +] ;|
    -*/ end; `, end;|
    -create /**/ trigger   - ) " ' ; `q` [\n (  end;|
    +explain ] END 1 --c;\n*/ select ;  end;|
    -begin [b]begin |
    +create /**/ trigger ; ;explain'a;b' insert end \\é on x temporary[b]; end;|
    -end é \t [b];[--c;\n\\ end;|
    +create /**/ trigger on x ; end;|
    -create temp trigger x update t é "x" create) update t   - explain; [b]begin |
    +; ;|
    -create trigger t begin a;, on x CREATE [b] /* ; */ endx trigger $x'a;b'|
    +, `q` CREATE    --c;\ntemporary- query plan;-- c;|
    +create trigger t begin a;) on x $x $x  ; end;|
    -create trigger t begin a;[END |
    +create /**/ trigger --c;\n */ 1\t\t 1 \t\t; end;|
    -create /**/ trigger query plan Explainendx é insert |
    +"x" \\ triggers --c;\n 1; create  end;|
    -explain create trigger q begin explain a1 trigger   |
    +query plan );|
    -create temp trigger x a1$x  é endxbegin |
    -explain create trigger q begin \\; END -- c; query plan /* -; end;|
    -create /**/ trigger é\\ ' |
    +explain create trigger q begin trigger; end;|
    +)a1/* ; */ explain     end;|
    -create trigger t begin a;insert temp tempbegin \t ' end;|
    -create trigger t begin a;explain ;;|
    -endx update t $x \\, update t create \n|
    +temp temp; end;|
    -create trigger t begin a;` CREATE;|
    -create temp trigger x select([ "x"\\ |
    -1 -/* ; */ ;\t , /* ; end;|
    -[b] CREATE /( create $x;triggers |
    +/* */insert \t - [b] explaina1;|
    -/ select on x ) -- c\t ;|
    -temp "x"begin\\CREATE\tendxtemp |
    -create temp trigger x query plan ( ;|
    -create temp trigger x ] 'a;b'; /* ; */|
    -;[b] temp update t" insert END endx ` */ '[|
    -create temp trigger x on x Explain begin temp [`q` '-- c query plan `|
    -`*/ end;|
    -"update t|
    -temporary create|
    -Explain temp "x"|
    +create temp trigger x ' '1 \n$x \n ; end;|
    -1 - [ temp*/ ` endxexplain |
    +/* ; */ CREATE Explain) insert   update t --c;\n ;|
    -' ; end;|
    -`'é end;|
    -` \n--c;\n'a;b' |
    -create temp trigger x inserttriggeré */ temporary|
    -Explain ;create[ /* |
    ---c;\n"/* ; */  end;|
    -\n `temp\\; \n\t ; end;|
    -create trigger t begin a;select */- query plan --c;\ntrigger select $x` [$x |
    +; ; update t] é \n --c;\n [b] temp end;|
    -create temp trigger x CREATE, é insert explain--c;\n|
    -create temp trigger x ) ;    " /*-  insert /* ; */é insert |
    -create /**/ trigger 'a;b' end-END |
    +CREATEselecton x query plan ;|
    +explain create trigger q begin / selectcreate END ; end;|
    -\n $x[on x triggers END |
    -  |
    -; ;)] /*;|
    -é    temporaryé " ; -- c CREATE END;|
    -create /**/ trigger ENDendx explain temp endx --c;\n --c;\n  end;|
    +/ ;(($x temp explain end(;|
    -create trigger t begin a;   query plan update t`q`,"x"    -- c"x"'a;b'|
    -explain create trigger q begin on xon x)explain a1)`q`é |
    -create trigger t begin a;end triggertemporary trigger`q` |
    -[b] create endx ` ; end;|
    +triggers "x"; ] ( é  end;|
    -éa1; a1\n   ("x" ";|
    +; end;|
    -explain/* \n é END explain-- c|
    -explain create trigger q begin ,tempa1 explain  \t `q`` */ |
    -temporary/*\n create ; end;|
    -create trigger t begin a;select end;|
    -triggers temp temp ] \t[b]\tcreate triggers |
    -[ " create ) /* Explainselect , |
    -query planinsert update ttriggers ("x" ENDcreate/*   |
    -create temp trigger x explain\\é1\t;|
    -create temp trigger x explain 'a;b' |
    -*/ temporary temp é \t ( endx  query plantemporary |
    +/query plan update t ; */    ;|
    -/*|
    -explain create trigger q begin */ begin   ]CREATEé$x|
    -create trigger t begin a;([ [ END|
    +explain create trigger q begin / \tendx \\(; end;|
    -create trigger t begin a; -;[b][  Explain [b] end;|
    -`create`q` - temporary ] temp -  update t"x"|
    +END [b] endx ; |
    -create temp trigger x ( query planend update t"x"begin ' trigger ;   \n create ; end;|
    -explain create trigger q begin ` on xexplain query plan , \n begin */ /*   end;|
    -triggersbegin|
    +[b]CREATEinsert     end;|
    -create temp trigger x é|
    -END/ \\ "x";1 explaincreate |
    -create trigger t begin a;`q`"x" /$x insert\t ; - query plan END a1 CREATE |
    -create /**/ trigger ;select END\t; endx"x" end;|
    +]; |
    -create trigger t begin a;insert ` ;(' on x  \ttemp"x" ; end;|
    -create trigger t begin a;a1 $x on x endx ) triggers -- cExplain on x-  end;|
    -triggers1 trigger explain endx update t "x" |
    -begin --c;\ntemp -- c end;|
    -`q` a1 /* ; */- ;) /*/* ; */ "x" [ |
    +create temp trigger x , -- c $x [--c;\n ; -$x ; end;|
    -- "x" END query plan*/  trigger' '," \\|
    -,[b] [b]endx triggers -- ctrigger; end;|
    -trigger 1 trigger;"x" " triggerEND ; end;|
    -end|
    -explain create trigger q begin triggeré |
    +create trigger t begin a;;on x]on x \ttriggers " \n) " ; end;|
    -create trigger t begin a;begin  Explain ;/*; [é endxselect [b]|
    -$x`q` triggers   [  endend explain-temp, |
    -create trigger t begin a;'a;b' , $x $x( query plan select ;,-- c 'a;b'; end;|
    -explain create trigger q begin explain */ "x"select [ CREATE ( temp é END ; |
    -end on xcreate (   [ ; end;|
    -create temp trigger x é ` select1begin-create ' 1end|
    -create /**/ trigger temporary ' ' \\ END ` -- c ", --c;\n end;|
    -explain create trigger q begin end --c;\n ' endx 1 Explain [ ;|
    -create trigger t begin a;\nquery plan --c;\n[b] ; ) ) |
    +query plan , begin ;- ; end;|
    -create temp trigger x CREATE END/* ; */ |
    -"x" \t ; / endx END[b]on x ; 'a;b' - |
    -" on x; ] `q` beginend ( \t --c;\n; end;|
    +a1 $x ;|
    -create temp trigger x -select(-- c temp ( )--c;\nExplain - end;|
    -explain create trigger q begin /* \\triggers\t on x ;|
    -endtemp a1 ] */' ; end;|
    -create trigger t begin a;\\create  ` temporaryinsert ;  étrigger end /* |
    +create temp trigger x --c;\ntrigger; end;|
    -\té|
    -explain create trigger q begin ; [b], \\create create \\|
    -update t --c;\n-- c endxExplain ;|
    -explain create trigger q begin ) -- c end ;/ ; createExplain triggers |
    +create end;|
    -`q` )END ; ( $x \\( \té |
    -create /**/ trigger end `q`select begin (`q`  end;|
    --- c ' ;explain temp --c;\n trigger end insert|
    -create trigger t begin a;"x" 1 " , select select |
    -create temp trigger x ; ] ;;|
    +('a;b';|
    -`q`|
    --- cExplain end " end;|
    -explain create trigger q begin endxEND endx on x   )--c;\nselect ;|
    -create temp trigger x endx ; triggers ;`q`/* ; */"/ |
    -temp "x"|
    -create temp trigger x ; $x 'a;b' temp END '  ; query plan    end;|
    ---c;\na1   -- cbegin \t )'|
    -create temp trigger x ) /* ; */-- c 'a;b' end\n|
    -create temp trigger x endtemporary/* CREATE /* ; */triggers create/* ; */ -- c\t |
    +create temp trigger x on xexplain; end;|
    +triggers -CREATE end ( /`q`CREATE ;-- cupdate t/* ; */ ;|
    +create /**/ trigger , triggers ; end;|
    -create temp trigger x (\t [b] |
    --- cendx [b] "x"on x; |
    -/ a1;update t[ explainExplain \nexplain "x" end;|
    -explain create trigger q begin ) update t CREATE/**//* [b] ;|
    +--c;\n ; insert ;  end;|
    +-- c ,on x\n /* trigger /* ; */    create; create*/;|
    +  [b] 'a;b' $x  ;|
    +- on xcreatea1 Explain end;|
    +\\ create  end;|
    +   end;|
    +`q` ; --c;\n  end;|
    +create /**/ trigger \\ ;)explain end a1explain temporary ; end;|
    +create trigger t begin a;; insert triggers ; end;|
    +on x é   ( end;|
    +temporary create "x" ENDexplainExplainEND`q`; end;|
    +--c;\nend explainselect   ; end;|
    +temporary \\a1 - temp;|
    +explain ;|
    +explain create trigger q begin temporary endx [b] ] é/  ; end;|
    +temp / a1 ; end;|
    +create trigger t begin a;temp explain ( temporary \n selectexplain `q`endx ]   ; end;|
    +create trigger t begin a;/* ; */ 1on x; ; end;|
    +[b] ;|
    +/* CREATE éselect \t /* ; */ query plan CREATEon x/* ; */ "x" ,  end;|
    +create trigger t begin a;  ,/* ; */ ; end;|
    +create trigger t begin a;"x"; /* ; */create )[ ; )\t ];  end;|
    +trigger (     end;|
    +a1 insert 1 end;|
    +explain create trigger q begin $x; end;|
    +temp1triggers ; end;|
    +temp create ; end;|
    +create trigger t begin a;   'a;b'END ;insert] 'a;b'1triggeré ; ; end;|
    +  tempEND ;|
    +create temp trigger x \t END ; end;|
    +/ 'a;b' ;;|
    +temp ;; end;|
    +temp $x create end;|
    +é , /* ; */ \t insert end;|
    +*/insert/ $x --c;\n end - create  update t`q`;|
    +create temp trigger x temp/ selectupdate t \ton x \n \t on x query plan create explain; end;|
    +create temp trigger x tempendxtriggeré(   ; create ; end;|
    +] \t--c;\n explain ; triggers ; ;|
    +1 explain ; |
    +update t   "x" é1   end;|
    +create trigger t begin a;end ; ] "x"\ntrigger --c;\n 'a;b' $x1 ; ; end;|
    +1 beginé; */ `q`é CREATE , [b]  end;|
    +explain create trigger q begin \n ;explain\\ `q` \ttrigger; ; end;|
    +on x end;|
    +--c;\nEND insert-Explain; end;|
    +insert -;on x /;|
    +/ CREATE `q` 'a;b' ;select query plan */ 1explain ; end;|
    +triggers"x"  end;|
    +explain "x"é( (triggersEND ,; end;|
    +; -- c /*"x" ` `q` ; ; end;|
    +; /* ; */( ;|
    +create temp trigger x Explain insertEND explain -; end;|
    +1END; temp ; --c;\n -- c |
    +create temp trigger x END `q`; end;|
    +beginenda1  ; end;|
    +trigger ]temporaryendx  end;|
    +;$x ; CREATE Explain     insert ;|
    +CREATE*/*/\\ 1 /* ; */ Explainselecton x; end;|
    +create trigger t begin a;triggers ;1 on x triggers update t a1 */ / */; end;|
    +1 $x; 'a;b'trigger CREATE/* ; */ END ; end;|
    +a1;, end a1 select) */trigger ;|
    +( ;|
    +)   [  [b];Explain( end;|
    +create /**/ trigger 'a;b' on x \t [b]\\é- ) ; end;|
    +a1 ; end;|
    +;temp  ; end;|
    +] ) endx  end;|
    +) /on x end;|
    +*/ END end;|
    +é; end;|
    +end update t insert ;|
    +explain create trigger q begin \n   ; end;|
    +begin begin ; end;|
    +explain create trigger q begin [b]a1 update t --c;\n; end;|
    +update t create /* ; */*/ ;|
    +,    end;|
    +)explain temp; on x ; `q` begin END ; end;|
    +\\   END ;|
    +create trigger t begin a;triggers`q`$x/* ; */ ; end;|
    +;  temporary  a1 temporary [b]/1 é */ temp ; end;|
    +query plan update t endx 'a;b' a1 trigger temporary[b]; end;|
    +query plan ;|
    +end ,     end;|
    +,temporary  end;|
    +END ] 'a;b' on x \n */ a1 end;|
    +,temp ; /* ; */  `q`, `q`tempbegintemp  end;|
    """#
}
