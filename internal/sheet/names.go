package sheet

import "thao/internal/ooxml/xmlscan"

// Namespaces of workbooks; one space serves the transitional and the strict
// form of a namespace (ECMA-376 part 1, ISO/IEC 29500-1).
const (
	spaceMain = xmlscan.FirstOf + iota
	spaceR
	spaceRel
	spaceCT
	spaceThreaded
)

// Elements and attributes the reader acts on.
const (
	_ xmlscan.Name = iota
	relRelationship
	ctDefault
	ctOverride
	xWorkbookPr
	xSheet
	xNumFmt
	xFonts
	xFont
	xName
	xCellXfs
	xXf
	xSi
	xR
	xRPr
	xRFont
	xT
	xRPh
	xRow
	xC
	xV
	xF
	xIs
	xMergeCell
	xAuthor
	xComment
	tThreadedComment
	tText
	tPerson
	rId
	attrExtension
	attrPartName
	attrContentType
	attrId
	attrType
	attrTarget
	attrTargetMode
	attrName
	attrDate1904
	attrNumFmtId
	attrFormatCode
	attrFontId
	attrVal
	attrR
	attrS
	attrT
	attrRef
	attrAuthorId
	attrPersonId
	attrParentId
	attrIdSmall
	attrDT
	attrDone
	attrDisplayName
)

var vocabulary = xmlscan.NewVocabulary(map[string]xmlscan.Space{
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":               spaceMain,
	"http://purl.oclc.org/ooxml/spreadsheetml/main":                           spaceMain,
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":     spaceR,
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                 spaceR,
	"http://schemas.openxmlformats.org/package/2006/relationships":            spaceRel,
	"http://schemas.openxmlformats.org/package/2006/content-types":            spaceCT,
	"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments": spaceThreaded,
}, []xmlscan.Entry{
	{Name: relRelationship, Space: spaceRel, Local: "Relationship"},
	{Name: ctDefault, Space: spaceCT, Local: "Default"},
	{Name: ctOverride, Space: spaceCT, Local: "Override"},
	{Name: xWorkbookPr, Space: spaceMain, Local: "workbookPr"},
	{Name: xSheet, Space: spaceMain, Local: "sheet"},
	{Name: xNumFmt, Space: spaceMain, Local: "numFmt"},
	{Name: xFonts, Space: spaceMain, Local: "fonts"},
	{Name: xFont, Space: spaceMain, Local: "font"},
	{Name: xName, Space: spaceMain, Local: "name"},
	{Name: xCellXfs, Space: spaceMain, Local: "cellXfs"},
	{Name: xXf, Space: spaceMain, Local: "xf"},
	{Name: xSi, Space: spaceMain, Local: "si"},
	{Name: xR, Space: spaceMain, Local: "r"},
	{Name: xRPr, Space: spaceMain, Local: "rPr"},
	{Name: xRFont, Space: spaceMain, Local: "rFont"},
	{Name: xT, Space: spaceMain, Local: "t"},
	{Name: xRPh, Space: spaceMain, Local: "rPh"},
	{Name: xRow, Space: spaceMain, Local: "row"},
	{Name: xC, Space: spaceMain, Local: "c"},
	{Name: xV, Space: spaceMain, Local: "v"},
	{Name: xF, Space: spaceMain, Local: "f"},
	{Name: xIs, Space: spaceMain, Local: "is"},
	{Name: xMergeCell, Space: spaceMain, Local: "mergeCell"},
	{Name: xAuthor, Space: spaceMain, Local: "author"},
	{Name: xComment, Space: spaceMain, Local: "comment"},
	{Name: tThreadedComment, Space: spaceThreaded, Local: "threadedComment"},
	{Name: tText, Space: spaceThreaded, Local: "text"},
	{Name: tPerson, Space: spaceThreaded, Local: "person"},
	{Name: rId, Space: spaceR, Local: "id"},
	{Name: attrExtension, Space: xmlscan.None, Local: "Extension"},
	{Name: attrPartName, Space: xmlscan.None, Local: "PartName"},
	{Name: attrContentType, Space: xmlscan.None, Local: "ContentType"},
	{Name: attrId, Space: xmlscan.None, Local: "Id"},
	{Name: attrType, Space: xmlscan.None, Local: "Type"},
	{Name: attrTarget, Space: xmlscan.None, Local: "Target"},
	{Name: attrTargetMode, Space: xmlscan.None, Local: "TargetMode"},
	{Name: attrName, Space: xmlscan.None, Local: "name"},
	{Name: attrDate1904, Space: xmlscan.None, Local: "date1904"},
	{Name: attrNumFmtId, Space: xmlscan.None, Local: "numFmtId"},
	{Name: attrFormatCode, Space: xmlscan.None, Local: "formatCode"},
	{Name: attrFontId, Space: xmlscan.None, Local: "fontId"},
	{Name: attrVal, Space: xmlscan.None, Local: "val"},
	{Name: attrR, Space: xmlscan.None, Local: "r"},
	{Name: attrS, Space: xmlscan.None, Local: "s"},
	{Name: attrT, Space: xmlscan.None, Local: "t"},
	{Name: attrRef, Space: xmlscan.None, Local: "ref"},
	{Name: attrAuthorId, Space: xmlscan.None, Local: "authorId"},
	{Name: attrPersonId, Space: xmlscan.None, Local: "personId"},
	{Name: attrParentId, Space: xmlscan.None, Local: "parentId"},
	{Name: attrIdSmall, Space: xmlscan.None, Local: "id"},
	{Name: attrDT, Space: xmlscan.None, Local: "dT"},
	{Name: attrDone, Space: xmlscan.None, Local: "done"},
	{Name: attrDisplayName, Space: xmlscan.None, Local: "displayName"},
})
