package locale

// What comparing two versions says, on the command line and on the page.
func init() {
	add(sentences{
		"compare.kind.edited":     {"Sửa", "Edited"},
		"compare.kind.moved":      {"Chuyển", "Moved"},
		"compare.kind.split":      {"Tách", "Split"},
		"compare.kind.merged":     {"Gộp", "Merged"},
		"compare.kind.renumbered": {"Đổi số", "Renumbered"},
		"compare.kind.inserted":   {"Thêm", "Added"},
		"compare.kind.deleted":    {"Bỏ", "Removed"},
		"compare.kind.same":       {"Giữ nguyên", "Unchanged"},

		"compare.count.edited":     {"mục sửa", "edited"},
		"compare.count.moved":      {"mục chuyển chỗ", "moved"},
		"compare.count.split":      {"mục tách", "split"},
		"compare.count.merged":     {"mục gộp", "merged"},
		"compare.count.renumbered": {"mục chỉ đổi số", "only renumbered"},
		"compare.count.inserted":   {"mục thêm", "added"},
		"compare.count.deleted":    {"mục bỏ", "removed"},
		"compare.count.same":       {"mục giữ nguyên", "unchanged"},

		"compare.title":         {"So sánh {old} và {new}", "{old} compared with {new}"},
		"compare.heading":       {"So sánh hai bản", "Two versions compared"},
		"compare.kept":          {"Giữ lại {share} câu chữ.", "{share} of the wording is kept."},
		"compare.identical":     {"Hai bản giống hệt nhau từng chữ.", "The two versions are the same word for word."},
		"compare.skip":          {"Đến nội dung so sánh", "Skip to the text"},
		"compare.changes":       {"{n} thay đổi", "{n} changes"},
		"compare.changes-label": {"Các thay đổi", "Changes"},
		"compare.only-kind":     {"Chỉ liệt kê loại thay đổi", "List only changes of one kind"},
		"compare.all":           {"Tất cả", "All"},
		"compare.view":          {"Cách xem", "View"},
		"compare.side-by-side":  {"Hai cột", "Side by side"},
		"compare.one-text":      {"Một văn bản", "One text"},
		"compare.only-changes":  {"Chỉ chỗ đổi", "Changes only"},
		"compare.added":         {"chữ thêm", "words added"},
		"compare.removed":       {"chữ bỏ", "words removed"},
		"compare.change-n":      {"Thay đổi {n}: {what}, {place}", "Change {n}: {what}, {place}"},
		"compare.not-in":        {"{title} không có mục này.", "Not in {title}."},
		"compare.left-out":      {"{title} bỏ mục này.", "Left out of {title}."},
		"compare.from-to":       {"{old} → {new}", "{old} → {new}"},
		"compare.moved":         {"từ {old} chuyển thành {new}, lời văn giữ nguyên", "from {old} to {new}, wording kept"},
		"compare.moved-edited":  {"từ {old} chuyển thành {new}, lời văn có sửa", "from {old} to {new}, wording edited"},
		"compare.split":         {"{old} tách thành {new}", "{old} split into {new}"},
		"compare.merged":        {"{old} gộp thành {new}", "{old} merged into {new}"},
		"compare.now":           {"{old} nay là {new}", "{old} is now {new}"},
		"compare.and":           {" và ", " and "},
		"compare.moved-away":    {"{old} đã chuyển đi.", "{old} has moved."},
		"compare.see-new":       {"Xem tại {new}", "See {new}"},
		"compare.see-old":       {"Xem chỗ cũ", "See where it was"},
		"compare.unchanged":     {"Không đổi: {place}", "Unchanged: {place}"},
		"compare.only-numbers":  {"Lời văn không đổi: {place}", "Wording unchanged: {place}"},
		"compare.extent":        {"{from} đến {to} ({n} mục)", "{from} to {to} ({n} elements)"},
		"compare.with-inside":   {"{place} (cùng {n} mục bên trong)", "{place} (with {n} elements inside)"},
		"compare.and-more":      {"{place} và {n} mục nữa", "{place} and {n} more"},
		"compare.key-step":      {"thay đổi sau, trước", "next, previous change"},
		"compare.key-view":      {"hai cột, một văn bản", "side by side, one text"},
		"compare.key-only":      {"chỉ chỗ đổi, cả văn bản", "changes only, whole text"},
		"compare.unlike": {
			"Hai văn bản khác nhau tới {share} câu chữ: có thể không phải hai bản của cùng một dự thảo. Xin kiểm tra lại tệp đã chọn.",
			"The two texts differ in {share} of their wording: they may not be versions of one draft. Please check the files.",
		},

		"compare.short": {"So sánh hai bản của một văn bản", "Compare two versions of a text"},
		"compare.long": {
			"So sánh hai bản theo từng mục và từng chữ: mục sửa, chuyển chỗ, tách, gộp, đổi số, thêm, bỏ.\n" +
				"Đọc được .docx, .odt, .pdf, .md, .txt, .html, hai tệp có thể khác loại. Sửa đổi theo dõi trong tệp được coi\n" +
				"là đã chấp nhận. Không nêu tệp kết quả thì in tóm tắt ra màn hình.\n" +
				"Hai văn bản hầu như khác hẳn nhau thì chỉ in tóm tắt, không ghi tệp nào, trừ khi có --force.\n" +
				"Mã thoát: 0 xong; 2 không đọc được một trong hai tệp, lệnh sai, hoặc hai văn bản hầu như khác hẳn nhau.",
			"Compares two versions element by element and word by word: edited, moved, split, merged, renumbered, added, removed.\n" +
				"Reads .docx, .odt, .pdf, .md, .txt, .html in any pairing. Tracked changes in a file are taken as accepted.\n" +
				"Without a file for the result a summary is printed.\n" +
				"Of two texts with little in common only the summary is printed and no file is written, unless with --force.\n" +
				"Exit codes: 0 done; 2 one of the files cannot be read, the command is wrong, or the two have little in common.",
		},
		"compare.args": {
			"cần hai tham số: bản cũ và bản mới. Ví dụ: thao compare lan-1.docx lan-2.docx --html so-sanh.html",
			"two arguments are needed: the old and the new version, as in: thao compare v1.docx v2.docx --html changes.html",
		},
		"compare.flag-out":    {"ghi bản so sánh Word có sửa đổi theo dõi / write a Word redline with tracked changes", "write a Word redline"},
		"compare.flag-html":   {"ghi trang so sánh / write the comparison as a page", "write the comparison as a page"},
		"compare.flag-json":   {"ghi kết quả dạng JSON, “-” là màn hình / write JSON, “-” for the screen", "write JSON"},
		"compare.flag-author": {"tên ghi ở từng sửa đổi trong bản Word / author of the tracked changes", "author of the tracked changes"},
		"compare.flag-date":   {"ngày ghi ở từng sửa đổi, dạng 2018-04-10 / date of the tracked changes", "date of the tracked changes"},
		"compare.flag-force":  {"vẫn ghi tệp dù hai văn bản hầu như khác hẳn nhau / write even if the two have little in common", "write even if the two have little in common"},
		"compare.held-back": {
			"Chưa ghi tệp nào. Nếu đúng là hai bản của một dự thảo, xin chạy lại lệnh, thêm --force.",
			"No file was written. If they are versions of one draft, run the command again with --force.",
		},
		"compare.bad-date": {
			"--date phải là ngày dạng 2018-04-10 hoặc 2018-04-10T09:00:00+07:00",
			"--date must be a date such as 2018-04-10 or 2018-04-10T09:00:00+07:00",
		},
		"compare.overwrites":   {"{file} là tệp đang được so sánh hoặc được nêu hai lần; hãy chọn tên khác", "{file} is one of the files compared, or was named twice; choose another name"},
		"compare.unreadable":   {"Không so sánh được vì không đọc được {file}. {why}", "Nothing was compared, because {file} could not be read. {why}"},
		"compare.cannot-write": {"Không ghi được kết quả: {reason}. Các tệp cũ còn nguyên.", "The result could not be written: {reason}. Earlier files are untouched."},
		"compare.sum-title":    {"So sánh: {old} → {new}", "Compared: {old} → {new}"},
		"compare.sum-tracked":  {"{file} có sửa đổi theo dõi; coi như đã chấp nhận hết.", "{file} has tracked changes; they are taken as accepted."},
		"compare.sum-written":  {"Đã ghi: {file}", "Written: {file}"},
		"compare.sum-list":     {"Từng thay đổi:", "Change by change:"},
		"compare.sum-warning":  {"Cảnh báo: {what}", "Warning: {what}"},
	})
}
