package outline
import ("testing";"os";"fmt";"strings")
func TestDump(t *testing.T){
 f:=os.Getenv("DUMP"); if f=="" {t.Skip()}
 tree:=Build(readPlain(t,f))
 tree.Walk(func(n *Node){ d:=len(n.Path())-1; h:=n.Heading; tx:=n.Text; cut:=func(s string)string{ r:=[]rune(s); if len(r)>60 {return string(r[:60])+"…"}; return s}
  fmt.Printf("%s%s [%s] H=%q T=%q  %s\n",strings.Repeat("  ",d),n.Kind,n.Label,cut(h),cut(tx),n.ID)})
}
