package odt
import ("testing";"os";"fmt";"context")
func TestDump(t *testing.T){
 f:=os.Getenv("DUMP"); if f=="" {t.Skip()}
 data,_:=os.ReadFile(f)
 d,err:=Read(context.Background(),data); if err!=nil {t.Fatal(err)}
 for i,b:=range d.Base { c:=""; if b.Cell!=nil {c=fmt.Sprintf("%+v",*b.Cell)}; fmt.Printf("%d %s L=%q S=%q lv%d li%d b%v c%v %q %s\n",i,b.Kind,b.Label,b.Style,b.Level,b.List,b.Bold,b.Center,b.Text,c)}
 for _,n:=range d.Notes {fmt.Printf("NOTE %+v\n",n)}
 for _,e:=range d.Edits {fmt.Printf("EDIT %+v\n",e)}
 fmt.Println("FORMATS",d.Formats)
}
