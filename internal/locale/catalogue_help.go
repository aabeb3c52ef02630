package locale

// What the help of every command has in common.
func init() {
	add(sentences{
		"cli.help.usage":      {"Cách dùng", "Usage"},
		"cli.help.aliases":    {"Tên khác", "Aliases"},
		"cli.help.examples":   {"Ví dụ", "Examples"},
		"cli.help.available":  {"Các lệnh", "Commands"},
		"cli.help.additional": {"Các lệnh khác", "Other commands"},
		"cli.help.flags":      {"Tùy chọn", "Flags"},
		"cli.help.global":     {"Tùy chọn chung", "Global flags"},
		"cli.help.topics":     {"Các mục trợ giúp khác", "Other help topics"},
		"cli.help.more":       {"Xem từng lệnh bằng thao LỆNH --help", "see each command with thao COMMAND --help"},
		"cli.help.flag":       {"xem trợ giúp", "show this help"},
		"cli.help.help":       {"Xem trợ giúp của một lệnh", "Help about a command"},
		"cli.help.completion": {"Tạo tệp tự điền lệnh cho bash, zsh, fish, PowerShell", "Shell completion for bash, zsh, fish, PowerShell"},
	})
}
