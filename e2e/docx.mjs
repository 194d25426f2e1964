// A Word document with one table, made here so that no file of that kind is kept.

const TABLE = Array.from({ length: 256 }, (_, number) => {
  let value = number
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})
const crc = (bytes) => (bytes.reduce((sum, byte) => TABLE[(sum ^ byte) & 0xff] ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0

/** Numbers as a zip file writes them: pairs of how many bytes, and the value. */
function numbers(...pairs) {
  const bytes = Buffer.alloc(pairs.reduce((sum, [size]) => sum + size, 0))
  let at = 0
  for (const [size, value] of pairs) at = bytes.writeUIntLE(value, at, size)
  return bytes
}

/** Files in a zip file, not compressed. */
function zip(files) {
  const parts = []
  const listed = []
  let at = 0
  for (const [name, text] of files) {
    const [called, data] = [Buffer.from(name), Buffer.from(text)]
    const about = [[2, 20], [2, 0], [2, 0], [4, 0], [4, crc(data)], [4, data.length], [4, data.length], [2, called.length], [2, 0]]
    const one = Buffer.concat([numbers([4, 0x04034b50], ...about), called, data])
    listed.push(Buffer.concat([numbers([4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), called]))
    parts.push(one)
    at += one.length
  }
  const list = Buffer.concat(listed)
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, list.length], [4, at], [2, 0])
  return Buffer.concat([...parts, list, end])
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const cell = (text) => `<w:tc><w:p><w:r><w:t>${escaped(text)}</w:t></w:r></w:p></w:tc>`
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'
const WORDS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** A document that holds a table of these rows. */
export function tableAsWord(rows) {
  const table = rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')
  return zip([
    ['[Content_Types].xml', `<?xml version="1.0"?><Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/></Types>`],
    ['_rels/.rels', `<?xml version="1.0"?><Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}" Target="word/document.xml"/></Relationships>`],
    ['word/document.xml', `<?xml version="1.0"?><w:document xmlns:w="${WORDS}"><w:body><w:tbl>${table}</w:tbl><w:p/></w:body></w:document>`],
  ])
}
