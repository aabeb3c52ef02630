package cli
import "github.com/spf13/cobra"
func outlineCmd() *cobra.Command { return &cobra.Command{Use:"outline"} }
