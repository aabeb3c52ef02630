package odt
import ("testing";"os";"context";"path/filepath";"strings")
func TestRP(t *testing.T){
 fs,_:=filepath.Glob("/tmp/outline/odt/out/RP*-Rejected.odt")
 rd:=func(f string) string { data,_:=os.ReadFile(f); d,err:=Read(context.Background(),data); if err!=nil {return err.Error()}; var b []string; for _,x:=range d.Base { b=append(b,strings.TrimSpace(x.Label+" "+x.Text))}; return strings.Join(b,"\n")}
 for _,f:=range fs { base:=strings.Replace(f,"-Rejected","",1); a,b:=rd(base),rd(f); if a!=b {t.Logf("DIFF %s\n--- got\n%.900s\n--- want\n%.900s",filepath.Base(base),a,b)} else {t.Log("same",filepath.Base(base))}}
}
