package sheet

import (
	"encoding/csv"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/fault"
)

// texts is the words of a sheet's cells.
func texts(s Sheet) [][]string {
	out := make([][]string, len(s.Rows))
	for i, row := range s.Rows {
		for _, c := range row {
			out[i] = append(out[i], c.Text)
		}
	}
	return out
}

func TestReadCSV(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     [][]string
	}{
		{"comma", "file,body\na.docx,Sở A\n", [][]string{{"file", "body"}, {"a.docx", "Sở A"}}},
		{"semicolon with commas in text", "STT;Nội dung;Góp ý\n1;Điều 1, khoản 2;Bỏ, sửa, thêm\n2;Điều 2;Nhất trí\n",
			[][]string{{"STT", "Nội dung", "Góp ý"}, {"1", "Điều 1, khoản 2", "Bỏ, sửa, thêm"}, {"2", "Điều 2", "Nhất trí"}}},
		{"tab", "a\tb\n1,5\t2,5", [][]string{{"a", "b"}, {"1,5", "2,5"}}},
		{"bar", "a|b|c\n1|2|3", [][]string{{"a", "b", "c"}, {"1", "2", "3"}}},
		{"one column", "một\nhai\n", [][]string{{"một"}, {"hai"}}},
		{"mark", "\xEF\xBB\xBFfile;body\r\na;b\r\n", [][]string{{"file", "body"}, {"a", "b"}}},
		{"declared separator", "sep=|\na,b|c;d\n", [][]string{{"a,b", "c;d"}}},
		{"quotes", "\"a,b\",\"c \"\"d\"\" e\",\"hai\r\ndòng\"\nx,y,z\n", [][]string{{"a,b", "c \"d\" e", "hai\ndòng"}, {"x", "y", "z"}}},
		{"lazy quotes", "a,b\n1,thay \"x\" bằng \"y\"\n\"cụm \"từ\" này\",2\n", [][]string{{"a", "b"}, {"1", "thay \"x\" bằng \"y\""}, {"cụm \"từ\" này", "2"}}},
		{"quote never closed", "a,b\n\"mở,2\n3,4\n", [][]string{{"a", "b"}, {"\"mở", "2"}, {"3", "4"}}},
		{"ragged", "a,b,c\n1\n2,3\n,,x,\n", [][]string{{"a", "b", "c"}, {"1"}, {"2", "3"}, {"", "", "x", ""}}},
		{"empty rows inside stay", "a,b\n\n\nc,d\n\n\n", [][]string{{"a", "b"}, nil, nil, {"c", "d"}}},
		{"spaces stay", " a ,\tb \n", [][]string{{" a ", "\tb "}}},
		{"decomposed", "o\u0302\u0323i,x\n", [][]string{{"ội", "x"}}},
		{"tcvn3", "STT;§Ò nghÞ\n1;söa ®æi kho¶n 2 §iÒu 5\n", [][]string{{"STT", "Đề nghị"}, {"1", "sửa đổi khoản 2 Điều 5"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := []byte(c.in)
			if c.name == "tcvn3" {
				in = nil
				for _, r := range c.in {
					in = append(in, byte(r))
				}
			}
			book, err := ReadCSV(in)
			if err != nil {
				t.Fatal(err)
			}
			if got := texts(book.Sheets[0]); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestReadCSVRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want fault.Code
	}{
		"nothing":          {"", fault.Empty},
		"only a mark":      {"\xEF\xBB\xBF", fault.Empty},
		"only white space": {" \r\n\r\n", fault.Empty},
		"too many rows":    {strings.Repeat("a\n", MaxRows+1), fault.TableTooLarge},
		"too many columns": {strings.Repeat("a,", MaxColumns) + "b\nc,d", fault.TableTooLarge},
		"too many cells":   {strings.Repeat(strings.Repeat("a,", 199)+"b\n", MaxCells/200+1), fault.TableTooLarge},
	} {
		if _, err := ReadCSV([]byte(c.in)); fault.CodeOf(err) != c.want || err == nil {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// What the standard library writes is read back.
func TestReadCSVReadsWritten(t *testing.T) {
	field := rapid.StringOf(rapid.SampledFrom([]rune("aăđ1 ,;\t|\"\n'“”-")))
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(t, "width")
		rows := rapid.SliceOfN(rapid.SliceOfN(field, width, width), 3, 12).Draw(t, "rows")
		separator := rapid.SampledFrom([]rune(separators)).Draw(t, "separator")
		var b strings.Builder
		b.WriteString("sep=" + string(separator) + "\n")
		w := csv.NewWriter(&b)
		w.Comma = separator
		for _, row := range rows {
			row[0] = "x" + row[0] // a row of empty fields is no row at the end of a file
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		book, err := ReadCSV([]byte(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		if got := texts(book.Sheets[0]); !reflect.DeepEqual(got, rows) {
			t.Fatalf("wrote %q\nread %q", rows, got)
		}
	})
}

func FuzzReadCSV(f *testing.F) {
	for _, s := range []string{"a,b\n\"c\"\"d\",e", "sep=;\na;b", "\"", "\xff\xfea\x00,\x00b\x00", "a\tb|c;d,e\n\n", "\"a\n\"b\",c"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		book, err := ReadCSV(data)
		if err != nil {
			if code := fault.CodeOf(err); code != fault.Empty && code != fault.TableTooLarge {
				t.Fatalf("%v", err)
			}
			return
		}
		checkBook(t, book)
	})
}

// checkBook holds what is true of every book.
func checkBook(t *testing.T, book *Book) {
	t.Helper()
	for _, s := range book.Sheets {
		if len(s.Rows) > MaxRows {
			t.Fatalf("%d rows", len(s.Rows))
		}
		for r, row := range s.Rows {
			if len(row) > MaxColumns {
				t.Fatalf("%d columns", len(row))
			}
			for c, cell := range row {
				if cell.RowSpan < 1 || cell.ColSpan < 1 || r+cell.RowSpan > len(s.Rows) || c+cell.ColSpan > MaxColumns {
					t.Fatalf("cell %d,%d spans %d×%d", r, c, cell.RowSpan, cell.ColSpan)
				}
				if cell.Merged && cell.RowSpan*cell.ColSpan > 1 {
					t.Fatalf("cell %d,%d is covered and spans", r, c)
				}
				if cell.Text != tidy(cell.Text) {
					t.Fatalf("cell %d,%d: %q", r, c, cell.Text)
				}
			}
		}
	}
}
