// Command pocketbase serves a PocketBase with one collection, "comments", that
// anybody may add to: the same work as posting comments to Thảo, for
// comparison. It prints "ready" when it answers.
//
//	pocketbase DATA-FOLDER 127.0.0.1:8090
package main

import (
	"fmt"
	"log"
	"os"

	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: pocketbase DATA-FOLDER ADDRESS")
	}
	app := pocketbase.NewWithConfig(pocketbase.Config{DefaultDataDir: os.Args[1], HideStartBanner: true})
	if err := app.Bootstrap(); err != nil {
		log.Fatal(err)
	}
	if err := collection(app); err != nil {
		log.Fatal(err)
	}
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		fmt.Println("ready")
		return e.Next()
	})
	if err := apis.Serve(app, apis.ServeConfig{HttpAddr: os.Args[2], ShowStartBanner: false}); err != nil {
		log.Fatal(err)
	}
}

func collection(app core.App) error {
	if err := app.RunAllMigrations(); err != nil {
		return err
	}
	c := core.NewBaseCollection("comments")
	for _, name := range []string{"docket", "reply", "node", "kind", "quote"} {
		c.Fields.Add(&core.TextField{Name: name})
	}
	c.Fields.Add(&core.TextField{Name: "text", Max: 100000})
	c.Fields.Add(&core.AutodateField{Name: "created", OnCreate: true})
	c.CreateRule = types.Pointer("") // anybody, without a session
	c.AddIndex("comments_docket", false, "docket, node", "")
	return app.Save(c)
}
