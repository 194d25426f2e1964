// Word documents: one changed as Word changes it, its main part in other words in the same container; and one with a table.

import assert from 'node:assert/strict'
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

const MAIN = 'word/document.xml'
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** The parts of a container: name and content, in their order. */
function parts(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  assert.ok(end >= 0, 'it is a container')
  const found = []
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed, name] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)]
    const local = bytes.readUInt32LE(at + 42)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const content = bytes.subarray(start, start + packed)
    found.push([bytes.toString('utf8', at + 46, at + 46 + name), method === 0 ? content : inflateRawSync(content)])
    at += 46 + name + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return found
}

/** A container of parts. */
function contained(all) {
  const [locals, centrals] = [[], []]
  let offset = 0
  for (const [name, content] of all) {
    const packed = deflateRawSync(content)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed)
    const after = Buffer.alloc(14)
    after.writeUInt32LE(offset, 10)
    centrals.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, after, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + packed.length
  }
  const central = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(all.length, 8)
  end.writeUInt16LE(all.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, central, end])
}

/** The document with its main part changed. */
export function edited(bytes, change) {
  const all = parts(bytes).map(([name, content]) => [name, name === MAIN ? Buffer.from(change(content.toString())) : content])
  assert.ok(all.some(([name]) => name === MAIN))
  return contained(all)
}

const rowsOf = (xml) => xml.match(/<w:tr>.*?<\/w:tr>/gs) ?? []
const cellsOf = (row) => row.match(/<w:tc>.*?<\/w:tc>/gs) ?? []
const textOf = (xml) => (xml.match(/<w:t[ >].*?<\/w:t>/gs) ?? []).map((one) => one.replace(/<[^>]*>/g, '')).join('')

/** Text in runs, as Word leaves it behind after typing and checking the spelling: a paragraph for each line. */
function typed(text) {
  const paragraph = (line) => {
    const half = Math.ceil(line.length / 2)
    const run = (words) => `<w:r w:rsidRPr="00C51F2A"><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">${escaped(words)}</w:t></w:r>`
    return `<w:p w:rsidR="00C51F2A" w:rsidRDefault="00C51F2A"><w:pPr><w:pStyle w:val="SmallCell"/></w:pPr>${run(line.slice(0, half))}<w:proofErr w:type="spellStart"/>${run(line.slice(half))}</w:p>`
  }
  return text.split('\n').map(paragraph).join('')
}

const written = (cell, text) => cell.replace(/<w:p>.*<\/w:p>|<w:p\/>/s, () => typed(text))

/** The main part with an answer in the last cell of the row of a code. */
export function answered(xml, code, text) {
  const row = rowsOf(xml).find((one) => textOf(cellsOf(one)[0]) === code)
  assert.ok(row, `there is a row ${code}`)
  const cells = cellsOf(row)
  return xml.replace(row, () => row.replace(cells[2], () => written(cells[2], text)))
}

/** The main part with a row filled in that was empty, of the table whose row of codes begins with `table`. */
export function rowAdded(xml, table, texts) {
  const at = xml.indexOf(`>${table}<`)
  assert.ok(at >= 0, `there is a table ${table}`)
  const [front, back] = [xml.slice(0, at), xml.slice(at)]
  const codes = cellsOf(rowsOf(xml).find((one) => one.includes(`>${table}<`))).map(textOf)
  const empty = rowsOf(back).find((row) => cellsOf(row).length === codes.length && textOf(row) === '')
  assert.ok(empty, 'there is an empty row')
  const cells = cellsOf(empty).map((cell, column) => (texts[codes[column]] ? written(cell, texts[codes[column]]) : cell))
  return front + back.replace(empty, () => empty.replace(/<w:tc>.*<\/w:tc>/s, () => cells.join('')))
}

const cell = (text) => `<w:tc><w:p><w:r><w:t>${escaped(text)}</w:t></w:r></w:p></w:tc>`
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'
const WORDS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** A part with who wrote the document. */
export const writtenBy = (author) => ['docProps/core.xml', Buffer.from(`<?xml version="1.0"?><cp:coreProperties xmlns:cp="cp" xmlns:dc="dc"><dc:creator>${escaped(author)}</dc:creator></cp:coreProperties>`)]

/** A part with one comment. */
export const commented = (words) => ['word/comments.xml', Buffer.from(`<?xml version="1.0"?><w:comments xmlns:w="${WORDS}"><w:comment w:id="0" w:author="A reader"><w:p><w:r><w:t>${escaped(words)}</w:t></w:r></w:p></w:comment></w:comments>`)]

/** A document that holds a table of these rows, and beside them parts with these names. */
export function tableAsWord(rows, beside = []) {
  const table = rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')
  return contained([
    ['[Content_Types].xml', Buffer.from(`<?xml version="1.0"?><Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/></Types>`)],
    ['_rels/.rels', Buffer.from(`<?xml version="1.0"?><Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}" Target="word/document.xml"/></Relationships>`)],
    ['word/document.xml', Buffer.from(`<?xml version="1.0"?><w:document xmlns:w="${WORDS}"><w:body><w:tbl>${table}</w:tbl><w:p/></w:body></w:document>`)],
    ...beside,
  ])
}
