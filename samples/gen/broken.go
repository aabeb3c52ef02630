package main

import "bytes"

// brokenFolder lies beside that of the draft: files no reader should accept.
const brokenFolder = "../hong/"

// broken makes the files that are damaged, carry macros, or are locked.
func (m *maker) broken() {
	whole := m.files[folder+partyLetter().file]
	m.put(brokenFolder+"cong-van-bi-cat.docx", whole[:len(whole)/2], nil)

	macro, err := zipped([]entry{
		{name: "[Content_Types].xml", content: []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
			`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`)},
		{name: "_rels/.rels", content: []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`)},
		{name: "word/_rels/document.xml.rels", content: []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>`)},
		{name: "word/document.xml", content: []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
			`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Góp ý dự thảo Đề án</w:t></w:r></w:p></w:body></w:document>`)},
		{name: "word/vbaProject.bin", content: bytes.Repeat([]byte{0}, 64)}, // no macro, only the part that would hold one
	})
	m.put(brokenFolder+"gop-y-co-macro.docx", macro, err)
	m.put(brokenFolder+"gop-y-co-mat-khau.docx", locked(), nil)
}

// locked is the beginning of a compound file, the form Office gives a
// password-protected document: its header ([MS-CFB] 2.2) and the names of the
// two streams that hold the ciphertext.
func locked() []byte {
	b := make([]byte, 2048)
	copy(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	b[24], b[26], b[28], b[29] = 0x3E, 0x03, 0xFE, 0xFF // versions, byte order
	b[30], b[32] = 9, 6                                 // sector sizes
	b[44], b[48], b[57] = 1, 1, 0x10                    // one table sector, directory in sector 1
	for i := 60; i < 64; i++ {
		b[i] = 0xFF
	}
	b[60] = 0xFE
	for i := 68; i < 72; i++ {
		b[i] = 0xFF
	}
	b[68] = 0xFE
	for i := 80; i < 512; i++ {
		b[i] = 0xFF
	}
	directoryEntry := func(at int, name string, kind byte) {
		for i, c := range []byte(name) {
			b[at+2*i] = c
		}
		b[at+64] = byte(2*len(name) + 2)
		b[at+66] = kind
	}
	for i := 512; i < 1024; i++ { // the allocation table: itself, then the directory
		b[i] = 0xFF
	}
	b[512], b[516] = 0xFD, 0xFE
	b[76], b[77], b[78], b[79] = 0, 0, 0, 0
	directoryEntry(1024, "Root Entry", 5)
	directoryEntry(1152, "EncryptionInfo", 2)
	directoryEntry(1280, "EncryptedPackage", 2)
	return b
}
