package ooxml

import "thao/internal/ooxml/xmlscan"

// Namespaces of office documents. One space serves the transitional and the
// strict form of a namespace.
const (
	spaceW = xmlscan.FirstOf + iota
	spaceW14
	spaceW15
	spaceCID // commentsIds
	spaceCEX // commentsExtensible
	spaceM
	spaceMC
	spaceR
	spaceRel
	spaceCT
	spaceA
	spaceShape // what mc:Choice may require: shapes and the like
)

var spaces = map[string]xmlscan.Space{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":        spaceW,
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                    spaceW,
	"http://schemas.microsoft.com/office/word/2010/wordml":                spaceW14,
	"http://schemas.microsoft.com/office/word/2012/wordml":                spaceW15,
	"http://schemas.microsoft.com/office/word/2016/wordml/cid":            spaceCID,
	"http://schemas.microsoft.com/office/word/2018/wordml/cex":            spaceCEX,
	"http://schemas.openxmlformats.org/officeDocument/2006/math":          spaceM,
	"http://purl.oclc.org/ooxml/officeDocument/math":                      spaceM,
	"http://schemas.openxmlformats.org/markup-compatibility/2006":         spaceMC,
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships": spaceR,
	"http://purl.oclc.org/ooxml/officeDocument/relationships":             spaceR,
	"http://schemas.openxmlformats.org/package/2006/relationships":        spaceRel,
	"http://schemas.openxmlformats.org/package/2006/content-types":        spaceCT,
	"http://schemas.openxmlformats.org/drawingml/2006/main":               spaceA,
	"http://purl.oclc.org/ooxml/drawingml/main":                           spaceA,
	"http://schemas.microsoft.com/office/word/2010/wordprocessingShape":   spaceShape,
	"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup":   spaceShape,
	"http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas":  spaceShape,
	"http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing": spaceShape,
	"http://schemas.microsoft.com/office/word/2010/wordprocessingInk":     spaceShape,
	"http://schemas.microsoft.com/office/word/2015/wordml/symex":          spaceShape,
	"http://schemas.microsoft.com/office/drawing/2010/main":               spaceShape,
	"http://schemas.microsoft.com/office/drawing/2014/chartex":            spaceShape,
}

// Names the reader acts on. Prefixes: w wordprocessingML, m math, mc markup
// compatibility, r relationships, rel and ct the package, a drawingML, attr
// attributes without a namespace.
const (
	_ xmlscan.Name = iota
	wBody
	wP
	wR
	wT
	wTab
	wBr
	wCr
	wPtab
	wNoBreakHyphen
	wSoftHyphen
	wSym
	wDelText
	wInstrText
	wDelInstrText
	wFldChar
	wFldSimple
	wHyperlink
	wSmartTag
	wCustomXml
	wSdt
	wSdtContent
	wIns
	wDel
	wMoveFrom
	wMoveTo
	wPPr
	wRPr
	wTbl
	wTr
	wTc
	wTblPr
	wTblGrid
	wTrPr
	wTcPr
	wTblPrEx
	wGridSpan
	wVMerge
	wHMerge
	wGridBefore
	wCellIns
	wCellDel
	wCellMerge
	wTxbxContent
	wFootnoteReference
	wEndnoteReference
	wCommentReference
	wCommentRangeStart
	wCommentRangeEnd
	wAltChunk
	wRuby
	wRubyBase
	wRt
	wBdo
	wDir
	wNumPr
	wNumId
	wIlvl
	wPStyle
	wRStyle
	wB
	wI
	wJc
	wOutlineLvl
	wRFonts
	wSectPr
	wHeaderReference
	wFooterReference
	wFootnotePr
	wEndnotePr
	wNumFmt
	wNumStart
	wPPrChange
	wRPrChange
	wSectPrChange
	wTblPrChange
	wTblGridChange
	wTblPrExChange
	wTrPrChange
	wTcPrChange
	wNumberingChange
	wStyle
	wName
	wBasedOn
	wRPrDefault
	wPPrDefault
	wAbstractNum
	wNum
	wAbstractNumId
	wLvl
	wLvlOverride
	wStartOverride
	wStart
	wLvlText
	wLvlRestart
	wIsLgl
	wStyleLink
	wNumStyleLink
	wLvlPicBulletId
	wComment
	wFootnote
	wEndnote
	wSdtPr
	wSdtEndPr
	wSmartTagPr
	wCustomXmlPr
	wDrawing
	wPict
	wObject
	wId
	wAuthor
	wDate
	wInitials
	wVal
	wType
	wFldCharType
	wChar
	wFont
	wAscii
	wHAnsi
	wAsciiTheme
	wHAnsiTheme
	wStyleId
	wDefault
	wCustomMarkFollows
	wVMergeOrig
	wOriginal
	wFormat
	w14ParaId
	w15CommentEx
	w15ParaId
	w15ParaIdParent
	w15Done
	cidCommentId
	cidParaId
	cidDurableId
	cexCommentExtensible
	cexDurableId
	cexDateUtc
	mT
	mR
	mCtrlPr
	mOMath
	mOMathPara
	mcAlternateContent
	mcChoice
	mcFallback
	rId
	relRelationship
	ctDefault
	ctOverride
	aMajorFont
	aMinorFont
	aLatin
	attrId
	attrType
	attrTarget
	attrTargetMode
	attrExtension
	attrPartName
	attrContentType
	attrTypeface
	attrRequires
)

var vocabulary = xmlscan.NewVocabulary(spaces, []xmlscan.Entry{
	{Name: wBody, Space: spaceW, Local: "body"},
	{Name: wP, Space: spaceW, Local: "p"},
	{Name: wR, Space: spaceW, Local: "r"},
	{Name: wT, Space: spaceW, Local: "t"},
	{Name: wTab, Space: spaceW, Local: "tab"},
	{Name: wBr, Space: spaceW, Local: "br"},
	{Name: wCr, Space: spaceW, Local: "cr"},
	{Name: wPtab, Space: spaceW, Local: "ptab"},
	{Name: wNoBreakHyphen, Space: spaceW, Local: "noBreakHyphen"},
	{Name: wSoftHyphen, Space: spaceW, Local: "softHyphen"},
	{Name: wSym, Space: spaceW, Local: "sym"},
	{Name: wDelText, Space: spaceW, Local: "delText"},
	{Name: wInstrText, Space: spaceW, Local: "instrText"},
	{Name: wDelInstrText, Space: spaceW, Local: "delInstrText"},
	{Name: wFldChar, Space: spaceW, Local: "fldChar"},
	{Name: wFldSimple, Space: spaceW, Local: "fldSimple"},
	{Name: wHyperlink, Space: spaceW, Local: "hyperlink"},
	{Name: wSmartTag, Space: spaceW, Local: "smartTag"},
	{Name: wCustomXml, Space: spaceW, Local: "customXml"},
	{Name: wSdt, Space: spaceW, Local: "sdt"},
	{Name: wSdtContent, Space: spaceW, Local: "sdtContent"},
	{Name: wIns, Space: spaceW, Local: "ins"},
	{Name: wDel, Space: spaceW, Local: "del"},
	{Name: wMoveFrom, Space: spaceW, Local: "moveFrom"},
	{Name: wMoveTo, Space: spaceW, Local: "moveTo"},
	{Name: wPPr, Space: spaceW, Local: "pPr"},
	{Name: wRPr, Space: spaceW, Local: "rPr"},
	{Name: wTbl, Space: spaceW, Local: "tbl"},
	{Name: wTr, Space: spaceW, Local: "tr"},
	{Name: wTc, Space: spaceW, Local: "tc"},
	{Name: wTblPr, Space: spaceW, Local: "tblPr"},
	{Name: wTblGrid, Space: spaceW, Local: "tblGrid"},
	{Name: wTrPr, Space: spaceW, Local: "trPr"},
	{Name: wTcPr, Space: spaceW, Local: "tcPr"},
	{Name: wTblPrEx, Space: spaceW, Local: "tblPrEx"},
	{Name: wGridSpan, Space: spaceW, Local: "gridSpan"},
	{Name: wVMerge, Space: spaceW, Local: "vMerge"},
	{Name: wHMerge, Space: spaceW, Local: "hMerge"},
	{Name: wGridBefore, Space: spaceW, Local: "gridBefore"},
	{Name: wCellIns, Space: spaceW, Local: "cellIns"},
	{Name: wCellDel, Space: spaceW, Local: "cellDel"},
	{Name: wCellMerge, Space: spaceW, Local: "cellMerge"},
	{Name: wTxbxContent, Space: spaceW, Local: "txbxContent"},
	{Name: wFootnoteReference, Space: spaceW, Local: "footnoteReference"},
	{Name: wEndnoteReference, Space: spaceW, Local: "endnoteReference"},
	{Name: wCommentReference, Space: spaceW, Local: "commentReference"},
	{Name: wCommentRangeStart, Space: spaceW, Local: "commentRangeStart"},
	{Name: wCommentRangeEnd, Space: spaceW, Local: "commentRangeEnd"},
	{Name: wAltChunk, Space: spaceW, Local: "altChunk"},
	{Name: wRuby, Space: spaceW, Local: "ruby"},
	{Name: wRubyBase, Space: spaceW, Local: "rubyBase"},
	{Name: wRt, Space: spaceW, Local: "rt"},
	{Name: wBdo, Space: spaceW, Local: "bdo"},
	{Name: wDir, Space: spaceW, Local: "dir"},
	{Name: wNumPr, Space: spaceW, Local: "numPr"},
	{Name: wNumId, Space: spaceW, Local: "numId"},
	{Name: wIlvl, Space: spaceW, Local: "ilvl"},
	{Name: wPStyle, Space: spaceW, Local: "pStyle"},
	{Name: wRStyle, Space: spaceW, Local: "rStyle"},
	{Name: wB, Space: spaceW, Local: "b"},
	{Name: wI, Space: spaceW, Local: "i"},
	{Name: wJc, Space: spaceW, Local: "jc"},
	{Name: wOutlineLvl, Space: spaceW, Local: "outlineLvl"},
	{Name: wRFonts, Space: spaceW, Local: "rFonts"},
	{Name: wSectPr, Space: spaceW, Local: "sectPr"},
	{Name: wHeaderReference, Space: spaceW, Local: "headerReference"},
	{Name: wFooterReference, Space: spaceW, Local: "footerReference"},
	{Name: wFootnotePr, Space: spaceW, Local: "footnotePr"},
	{Name: wEndnotePr, Space: spaceW, Local: "endnotePr"},
	{Name: wNumFmt, Space: spaceW, Local: "numFmt"},
	{Name: wNumStart, Space: spaceW, Local: "numStart"},
	{Name: wPPrChange, Space: spaceW, Local: "pPrChange"},
	{Name: wRPrChange, Space: spaceW, Local: "rPrChange"},
	{Name: wSectPrChange, Space: spaceW, Local: "sectPrChange"},
	{Name: wTblPrChange, Space: spaceW, Local: "tblPrChange"},
	{Name: wTblGridChange, Space: spaceW, Local: "tblGridChange"},
	{Name: wTblPrExChange, Space: spaceW, Local: "tblPrExChange"},
	{Name: wTrPrChange, Space: spaceW, Local: "trPrChange"},
	{Name: wTcPrChange, Space: spaceW, Local: "tcPrChange"},
	{Name: wNumberingChange, Space: spaceW, Local: "numberingChange"},
	{Name: wStyle, Space: spaceW, Local: "style"},
	{Name: wName, Space: spaceW, Local: "name"},
	{Name: wBasedOn, Space: spaceW, Local: "basedOn"},
	{Name: wRPrDefault, Space: spaceW, Local: "rPrDefault"},
	{Name: wPPrDefault, Space: spaceW, Local: "pPrDefault"},
	{Name: wAbstractNum, Space: spaceW, Local: "abstractNum"},
	{Name: wNum, Space: spaceW, Local: "num"},
	{Name: wAbstractNumId, Space: spaceW, Local: "abstractNumId"},
	{Name: wLvl, Space: spaceW, Local: "lvl"},
	{Name: wLvlOverride, Space: spaceW, Local: "lvlOverride"},
	{Name: wStartOverride, Space: spaceW, Local: "startOverride"},
	{Name: wStart, Space: spaceW, Local: "start"},
	{Name: wLvlText, Space: spaceW, Local: "lvlText"},
	{Name: wLvlRestart, Space: spaceW, Local: "lvlRestart"},
	{Name: wIsLgl, Space: spaceW, Local: "isLgl"},
	{Name: wStyleLink, Space: spaceW, Local: "styleLink"},
	{Name: wNumStyleLink, Space: spaceW, Local: "numStyleLink"},
	{Name: wLvlPicBulletId, Space: spaceW, Local: "lvlPicBulletId"},
	{Name: wComment, Space: spaceW, Local: "comment"},
	{Name: wFootnote, Space: spaceW, Local: "footnote"},
	{Name: wEndnote, Space: spaceW, Local: "endnote"},
	{Name: wSdtPr, Space: spaceW, Local: "sdtPr"},
	{Name: wSdtEndPr, Space: spaceW, Local: "sdtEndPr"},
	{Name: wSmartTagPr, Space: spaceW, Local: "smartTagPr"},
	{Name: wCustomXmlPr, Space: spaceW, Local: "customXmlPr"},
	{Name: wDrawing, Space: spaceW, Local: "drawing"},
	{Name: wPict, Space: spaceW, Local: "pict"},
	{Name: wObject, Space: spaceW, Local: "object"},
	{Name: wId, Space: spaceW, Local: "id"},
	{Name: wAuthor, Space: spaceW, Local: "author"},
	{Name: wDate, Space: spaceW, Local: "date"},
	{Name: wInitials, Space: spaceW, Local: "initials"},
	{Name: wVal, Space: spaceW, Local: "val"},
	{Name: wType, Space: spaceW, Local: "type"},
	{Name: wFldCharType, Space: spaceW, Local: "fldCharType"},
	{Name: wChar, Space: spaceW, Local: "char"},
	{Name: wFont, Space: spaceW, Local: "font"},
	{Name: wAscii, Space: spaceW, Local: "ascii"},
	{Name: wHAnsi, Space: spaceW, Local: "hAnsi"},
	{Name: wAsciiTheme, Space: spaceW, Local: "asciiTheme"},
	{Name: wHAnsiTheme, Space: spaceW, Local: "hAnsiTheme"},
	{Name: wStyleId, Space: spaceW, Local: "styleId"},
	{Name: wDefault, Space: spaceW, Local: "default"},
	{Name: wCustomMarkFollows, Space: spaceW, Local: "customMarkFollows"},
	{Name: wVMergeOrig, Space: spaceW, Local: "vMergeOrig"},
	{Name: wOriginal, Space: spaceW, Local: "original"},
	{Name: wFormat, Space: spaceW, Local: "format"},
	{Name: w14ParaId, Space: spaceW14, Local: "paraId"},
	{Name: w15CommentEx, Space: spaceW15, Local: "commentEx"},
	{Name: w15ParaId, Space: spaceW15, Local: "paraId"},
	{Name: w15ParaIdParent, Space: spaceW15, Local: "paraIdParent"},
	{Name: w15Done, Space: spaceW15, Local: "done"},
	{Name: cidCommentId, Space: spaceCID, Local: "commentId"},
	{Name: cidParaId, Space: spaceCID, Local: "paraId"},
	{Name: cidDurableId, Space: spaceCID, Local: "durableId"},
	{Name: cexCommentExtensible, Space: spaceCEX, Local: "commentExtensible"},
	{Name: cexDurableId, Space: spaceCEX, Local: "durableId"},
	{Name: cexDateUtc, Space: spaceCEX, Local: "dateUtc"},
	{Name: mT, Space: spaceM, Local: "t"},
	{Name: mR, Space: spaceM, Local: "r"},
	{Name: mCtrlPr, Space: spaceM, Local: "ctrlPr"},
	{Name: mOMath, Space: spaceM, Local: "oMath"},
	{Name: mOMathPara, Space: spaceM, Local: "oMathPara"},
	{Name: mcAlternateContent, Space: spaceMC, Local: "AlternateContent"},
	{Name: mcChoice, Space: spaceMC, Local: "Choice"},
	{Name: mcFallback, Space: spaceMC, Local: "Fallback"},
	{Name: rId, Space: spaceR, Local: "id"},
	{Name: relRelationship, Space: spaceRel, Local: "Relationship"},
	{Name: ctDefault, Space: spaceCT, Local: "Default"},
	{Name: ctOverride, Space: spaceCT, Local: "Override"},
	{Name: aMajorFont, Space: spaceA, Local: "majorFont"},
	{Name: aMinorFont, Space: spaceA, Local: "minorFont"},
	{Name: aLatin, Space: spaceA, Local: "latin"},
	{Name: attrId, Space: xmlscan.None, Local: "Id"},
	{Name: attrType, Space: xmlscan.None, Local: "Type"},
	{Name: attrTarget, Space: xmlscan.None, Local: "Target"},
	{Name: attrTargetMode, Space: xmlscan.None, Local: "TargetMode"},
	{Name: attrExtension, Space: xmlscan.None, Local: "Extension"},
	{Name: attrPartName, Space: xmlscan.None, Local: "PartName"},
	{Name: attrContentType, Space: xmlscan.None, Local: "ContentType"},
	{Name: attrTypeface, Space: xmlscan.None, Local: "typeface"},
	{Name: attrRequires, Space: xmlscan.None, Local: "Requires"},
})
