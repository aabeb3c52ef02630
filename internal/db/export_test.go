package db

// KeepPrepared lowers how many statements are kept, and returns what it was.
func KeepPrepared(n int) (before int) {
	before, mostPrepared = mostPrepared, n
	return before
}
