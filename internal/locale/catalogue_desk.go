package locale

// What the papers of a round say that only the server knows.
func init() {
	add(sentences{
		"desk.version": {"dự thảo lần {n}", "draft {n}"},
	})
}
