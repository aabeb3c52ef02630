package locale

// What the commands of the server say.
func init() {
	add(sentences{
		"cli.serve.short": {
			"Chạy máy chủ: lấy ý kiến, tổng hợp, tiếp thu, giải trình trên trình duyệt",
			"Run the server: consultation, collation and answers in the browser",
		},
		"cli.serve-long": {
			"Chạy máy chủ với cơ sở dữ liệu và tệp trong một thư mục (--data), hoặc với PostgreSQL (--db).\n" +
				"Mỗi tùy chọn cũng nhận từ biến môi trường: THAO_DATA, THAO_LISTEN, THAO_DB, THAO_URL, THAO_ORG, THAO_SMTP, THAO_MAIL_FROM, THAO_PROXY, THAO_WEBHOOKS_INSIDE.\n" +
				"Lần chạy đầu in một đường dẫn dùng một lần để lập tài khoản quản trị. Ctrl-C dừng máy chủ sau khi làm xong việc dở.",
			"Runs the server with database and files in one folder (--data), or with PostgreSQL (--db).\n" +
				"Each flag can also be set in the environment: THAO_DATA, THAO_LISTEN, THAO_DB, THAO_URL, THAO_ORG, THAO_SMTP, THAO_MAIL_FROM, THAO_PROXY, THAO_WEBHOOKS_INSIDE.\n" +
				"The first start prints a link, good once, that makes the administrator. Ctrl-C stops it when work under way is done.",
		},
		"cli.serve-ready": {"Thảo chạy tại {url}. Dừng bằng Ctrl-C.", "Thảo runs at {url}. Ctrl-C stops it."},
		"cli.serve-first": {
			"Chưa có tài khoản nào. Mở đường dẫn sau để lập tài khoản quản trị (dùng một lần):\n  {link}",
			"There is no account yet. Open this link to make the administrator's (good once):\n  {link}",
		},
		"cli.serve-stopped": {"Đã dừng.", "Stopped."},
		"cli.no-arguments":  {"lệnh này không nhận tham số: {use}", "this command takes no arguments: {use}"},
		"cli.flag-data":     {"thư mục dữ liệu / data folder", "data folder"},
		"cli.flag-db":       {"postgres://… (mặc định: SQLite trong thư mục dữ liệu) / (default: SQLite in the data folder)", "postgres://… (default: SQLite in the data folder)"},
		"cli.flag-listen":   {"địa chỉ và cổng / host and port", "host and port"},
		"cli.flag-url":      {"địa chỉ mọi người dùng để vào / where people reach the site", "where people reach the site"},
		"cli.flag-org":      {"tên cơ quan, ghi cạnh tên phần mềm / the office's name", "the office's name"},
		"cli.flag-smtp":     {"máy chủ thư: smtp://… hoặc smtps://… / mail server", "mail server: smtp://… or smtps://…"},
		"cli.flag-from":     {"người gửi thư / sender of mail: Thảo <thao@…>", "sender of mail: Thảo <thao@…>"},
		"cli.flag-inside":   {"cho phép báo tin tự động tới địa chỉ trong mạng nội bộ của cơ quan / webhooks may go to addresses of the house's own network", "webhooks may go to addresses of the house's own network"},
		"cli.flag-proxy":    {"có máy chủ ủy quyền của cơ quan đứng trước / a proxy of ours stands before it", "a proxy of ours stands before it"},

		"app.rule.listen": {
			"--listen phải là địa chỉ và cổng, ví dụ 127.0.0.1:8080 hoặc :8080.",
			"--listen is a host and a port, as in 127.0.0.1:8080 or :8080.",
		},
		"app.rule.taken": {
			"Không mở được địa chỉ này để chạy máy chủ. Có thể chương trình khác đang dùng cổng; xin chọn --listen khác.",
			"The server cannot listen there. Another program may be using the port; please choose another --listen.",
		},
		"app.rule.url": {
			"--url phải bắt đầu bằng http:// hoặc https://, ví dụ https://thao.tinh-a.example.",
			"--url begins with http:// or https://, as in https://thao.province-a.example.",
		},

		"cli.backup.short": {
			"Sao lưu cơ sở dữ liệu và tệp vào một tệp .zip, cả khi máy chủ đang chạy",
			"Back up database and files into one .zip file, also while the server runs",
		},
		"cli.restore.short": {
			"Khôi phục bản sao lưu vào thư mục dữ liệu (hoặc PostgreSQL) còn trống",
			"Restore a backup into an empty data folder (or PostgreSQL database)",
		},
		"cli.check.short": {
			"Kiểm tra mọi tệp, mọi tham chiếu và nhật ký của từng hồ sơ",
			"Check every file, every reference and the log of every docket",
		},
		"cli.check-long": {
			"Đọc lại mọi tệp và so với mã băm, kiểm tra mọi tham chiếu giữa các bản ghi, kiểm tra chuỗi mã băm trong nhật ký từng hồ sơ.\n" +
				"Không thay đổi gì. Mã thoát: 0 không có lỗi; 1 có lỗi; 2 không mở được dữ liệu.",
			"Reads every file and compares it with its hash, checks every reference between records and the chain of hashes in the log of every docket.\n" +
				"Changes nothing. Exit codes: 0 no fault; 1 faults were found; 2 the data cannot be opened.",
		},
		"cli.backup-args":  {"cần một tham số: tệp .zip. Ví dụ: thao backup sao-luu.zip --data thao-data", "one argument is needed: a .zip file, as in: thao backup copy.zip --data thao-data"},
		"cli.restore-args": {"cần một tham số: tệp sao lưu. Ví dụ: thao restore sao-luu.zip --data thu-muc-moi", "one argument is needed: the backup, as in: thao restore copy.zip --data new-folder"},
		"cli.backup-there": {"đã có {path}; tệp này không bị ghi đè. Xin chọn tên khác", "{path} is there already and is not overwritten. Please choose another name"},
		"cli.backup-done":  {"Đã sao lưu vào {path}: {rows} bản ghi, {files} tệp.", "Backed up into {path}: {rows} records, {files} files."},
		"cli.backup-lost": {
			"Khi sao lưu, {n} tệp đã mất hoặc bị thay đổi trong thư mục dữ liệu nên không có nguyên vẹn trong bản sao lưu; mọi thứ khác đều đủ. Xin chạy thao check để biết đó là tệp nào: {hashes}",
			"When the backup was made, {n} files were missing from the data folder or had been altered: they are not in it as they were; all else is. thao check says which they are: {hashes}",
		},
		"cli.restore-done": {"Đã khôi phục {rows} bản ghi, {files} tệp.", "Restored {rows} records and {files} files."},
		"cli.check-clean":  {"Không có lỗi: {files} tệp, {entries} dòng nhật ký của {dockets} hồ sơ.", "No faults: {files} files, {entries} log entries of {dockets} dockets."},
		"cli.check-faults": {"Có {n} lỗi. Không có gì bị thay đổi.", "{n} faults. Nothing was changed."},

		"fault.unwritable": {
			"Không ghi được {path} ({reason}). Dữ liệu không bị thay đổi; xin chọn nơi khác.",
			"{path} cannot be written ({reason}). No data was changed; please choose another place.",
		},
		"fault.not-backup": {
			"Tệp không phải là bản sao lưu của Thảo, hoặc bị cắt cụt: {reason}. Không có gì bị thay đổi.",
			"The file is no backup of Thảo, or it is cut short: {reason}. Nothing was changed.",
		},
		"fault.newer-backup": {
			"Bản sao lưu do một phiên bản Thảo mới hơn tạo ra. Xin cập nhật chương trình rồi khôi phục lại. Không có gì bị thay đổi.",
			"The backup was made by a newer version of Thảo. Please update the program and restore again. Nothing was changed.",
		},
		"fault.not-empty": {
			"Chỉ khôi phục được vào nơi còn trống; nơi này đã có dữ liệu ({table}). Không có gì bị thay đổi.",
			"A backup is restored only into an empty place; there are records here already ({table}). Nothing was changed.",
		},

		"check.database":  {"Cơ sở dữ liệu hỏng: {reason}", "The database is damaged: {reason}"},
		"check.missing":   {"Hồ sơ {docket}: thiếu nội dung của tệp “{name}” ({hash})", "Docket {docket}: the contents of the file “{name}” are missing ({hash})"},
		"check.size":      {"Hồ sơ {docket}: tệp “{name}” có cỡ khác với bản ghi ({hash})", "Docket {docket}: the size of the file “{name}” is not the recorded one ({hash})"},
		"check.damaged":   {"Nội dung tệp bị thay đổi hoặc không đọc được: {hash}", "The contents of a file were altered or cannot be read: {hash}"},
		"check.reference": {"Hồ sơ {docket}: {table} {id} tham chiếu bản ghi không có ({field})", "Docket {docket}: {table} {id} refers to a record that is not there ({field})"},
		"check.ledger":    {"Hồ sơ {docket}: nhật ký không liền mạch từ dòng {seq}", "Docket {docket}: the log does not hold from entry {seq} on"},
	})
}
