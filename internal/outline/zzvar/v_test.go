package zzvar
import ("testing";"os";"path/filepath";"strings";"context";"fmt";"sort"
"thao/internal/outline";"thao/internal/reader")
func TestVar(t *testing.T){
 ks:=[]outline.Kind{"part","chapter","section","subsection","article","clause","point","annex","table","basis","front","signature"}
 D:="/work/shared/corpus/vi/"
 cnt:=func(f string) string { data,_:=os.ReadFile(f); d,err:=reader.Read(context.Background(),f,data); if err!=nil {return err.Error()}; c:=map[outline.Kind]int{}; outline.Build(d.Base).Walk(func(n *outline.Node){c[n.Kind]++}); s:=""; for _,k:=range ks {s+=fmt.Sprintf("%5d",c[k])}; return s}
 vs,_:=filepath.Glob("/tmp/outline/var/*.*"); sort.Strings(vs)
 base:=map[string]string{}
 ref,_:=filepath.Glob(D+"*.*"); for _,r:=range ref { if strings.HasSuffix(r,"tsv"){continue}; n:=strings.TrimSuffix(filepath.Base(r),filepath.Ext(r)); base[n]=cnt(r)}
 base["orig-nd30"]=base["nghi-dinh-30-2020"]
 names:=[]string{}; for n:=range base {names=append(names,n)}; sort.Strings(names)
 ok:=0
 for _,n:=range names { fmt.Printf("%s\n%30s %s\n",n,"ref",base[n]); for _,v:=range vs { b:=filepath.Base(v); if !strings.HasPrefix(b,n+".")||strings.Contains(b,".src."){continue}; if n=="nghi-quyet-57-nq-tw-2024"{continue}; c:=cnt(v); if len(c)<35||c[:35]!=base[n][:35] {fmt.Printf("%30s %s\n",strings.TrimPrefix(b,n),c)} else {ok++}}}
 fmt.Println("OK",ok)
}
