// Command thao carries a policy from its first draft to its measured result.
package main

import (
	"os"

	"thao/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
