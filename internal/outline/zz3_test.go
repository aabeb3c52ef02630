package outline
import ("testing";"os";"fmt";"strings";"regexp";"thao/internal/prose";"path/filepath")
// damage: remove / double / misnumber each label in turn; report counts off by more than expected
func TestDamage(t *testing.T){
 re:=regexp.MustCompile(`^(Điều \d+|\d+\.|[a-zđ]\)|Chương [IVX\d]+)`)
 fs,_:=filepath.Glob("/work/shared/corpus/vi/*.txt")
 for _,f:=range fs { if os.Getenv("DMG")!="" && !strings.Contains(f,os.Getenv("DMG")) {continue}
  bl:=readPlain(t,f); base:=count(Build(bl))
  for mode:=0;mode<4;mode++ { bad,n:=0,0; worst:=""
  for i:=range bl { m:=re.FindString(bl[i].Text); if m=="" {continue}
   if i%7!=0 && !strings.HasPrefix(m,"Ch") {continue}
   c:=append([]prose.Block(nil),bl...)
   switch mode {
   case 0: c[i].Text=strings.TrimLeft(c[i].Text[len(m):],". )"); if c[i].Text=="" {continue}  // label lost
   case 1: c[i].Text="x"+c[i].Text // broken label
   case 2: c=append(append(append([]prose.Block(nil),bl[:i]...),bl[i]),bl[i:]...) // line doubled
   case 3: if strings.HasPrefix(m,"Điều") { c[i].Text=strings.Replace(c[i].Text,m,m+"1",1)} else if m[0]>='0'&&m[0]<='9' { c[i].Text="4"+c[i].Text } else {continue}
   }
   n++
   got:=count(Build(c)); d:=0; for _,k:=range countedKinds { x:=got[k.kind]-base[k.kind]; if x<0 {x=-x}; d+=x }
   if d>2 { bad++; if len(worst)<300 {worst+=fmt.Sprintf(" [%s %d %q]",m,d,c[i].Text[:min(30,len(c[i].Text))])}}
  }
  fmt.Println(filepath.Base(f),mode,bad,"/",n,worst)
  }}
}
