import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import Papa from 'papaparse'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openInput, type InputFile } from './input.ts'
import type { ReadProblem } from './row.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadout-read-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

let count = 0
async function put(bytes: string | Uint8Array, name = 'deals.csv'): Promise<string> {
  count += 1
  await mkdir(join(folder, String(count)), { recursive: true })
  const path = join(folder, String(count), name)
  await writeFile(path, bytes)
  return path
}

interface Read {
  readonly file: InputFile
  readonly cells: (readonly string[])[]
  readonly rowNumbers: number[]
  readonly problems: ReadProblem[]
}

async function readFile(file: InputFile): Promise<Read> {
  const problems: ReadProblem[] = []
  const cells: (readonly string[])[] = []
  const rowNumbers: number[] = []
  for await (const chunk of file.rows((problem) => problems.push(problem))) {
    for (const row of chunk) {
      cells.push(row.cells)
      rowNumbers.push(row.row)
    }
  }
  return { file, cells, rowNumbers, problems }
}

async function read(bytes: string | Uint8Array, name?: string): Promise<Read> {
  const path = await put(bytes, name)
  for await (const file of openInput([path])) return readFile(file)
  throw new Error('nothing was opened')
}

const LINES = ['Name,Stage,Amount', 'Café Zürich,Won,12', 'Bäckerei,Lost,7']
const TEXT = `${LINES.join('\r\n')}\r\n`
const CELLS = [
  ['Café Zürich', 'Won', '12'],
  ['Bäckerei', 'Lost', '7'],
]

describe('encodings', () => {
  test.each([
    ['utf-8', Buffer.from(TEXT), 'utf-8'],
    ['utf-8 with BOM', Buffer.from(`\ufeff${TEXT}`), 'utf-8'],
    ['utf-16le with BOM', iconv.encode(TEXT, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['utf-16be with BOM', iconv.encode(TEXT, 'utf-16be', { addBOM: true }), 'utf-16be'],
    ['utf-16le without BOM', iconv.encode(TEXT, 'utf-16le'), 'utf-16le'],
    ['windows-1252', iconv.encode(TEXT, 'windows-1252'), 'windows-1252'],
  ])('%s', async (_, bytes, encoding) => {
    const { file, cells } = await read(bytes)
    expect(file.text?.encoding).toBe(encoding)
    expect(file.header).toEqual(['Name', 'Stage', 'Amount'])
    expect(cells).toEqual(CELLS)
  })

  test.each([
    ['windows-1251', 'Сделка Поставка Ремонт Договор Станок Москва Казань Иван Анна Петров Смирнова Кузнецов Выиграна'],
    [
      'windows-1250',
      'Příležitost Žádost Nabídka Smlouva Údržba Ostrava Plzeň Jiří Šárka Dvořák Černá Vyhráno Zákazník',
    ],
    [
      'windows-1250',
      'Szansa Sprzedaż Części Umowa Łódź Kraków Gdańsk Łukasz Małgorzata Wiśniewski Źródło Wygrana Klient',
    ],
    [
      'windows-1253',
      'Συμφωνία Προσφορά Αθήνα Πάτρα Γιώργος Μαρία Παπαδόπουλος Κερδισμένη Ανοιχτή Πελάτης Στάδιο Ποσό Ημερομηνία',
    ],
    [
      'shift_jis',
      '案件名 導入支援 見積書 更新契約 東京支社 大阪営業所 山田太郎 佐藤花子 鈴木一郎 受注 商談中 失注 株式会社みどり',
    ],
    ['euc-kr', '영업기회 서울프로젝트 부산지사 견적서 갱신계약 김민수 이서연 박지훈 수주 협상중 실패 고객사 담당자'],
    ['gb18030', '商机名称 北京项目 上海分公司 报价单 续约合同 王伟 李娜 张敏 赢单 谈判中 输单 客户名称 负责人'],
    [
      'windows-1252',
      'Opportunité Société Générale Maintenance Évry Orléans Hélène François Lefèvre Gagné Négociation Propriétaire',
    ],
    [
      'windows-1252',
      'Geschäft Söhne Größe Straße München Düsseldorf Jörg Käthe Weiß Müller Gewonnen Geprüft Verkäufer Angebot',
    ],
    [
      'windows-1252',
      'Negociação Fundação São João Gonçalves Conceição Não Proprietário Manutenção Lisboa Évora Preço Ação',
    ],
    ['windows-1252', 'Affär Företag Förhandling Åsa Öberg Göteborg Malmö Kund Säljare Förlorad Pågående Avtal Värde'],
    [
      'windows-1252',
      'Oportunidad Compañía Dueño José Muñoz Peña Ganada Negociación Cataluña Málaga Año Reunión Situación',
    ],
  ])('%s: %s', async (encoding, text) => {
    const words = text.split(' ')
    const rows = Array.from({ length: 40 }, (_, n) => [0, 1, 2].map((by) => words[(n * (by + 1) + by) % words.length]!))
    const { file, cells } = await read(iconv.encode(Papa.unparse([['Name', 'Owner', 'Stage'], ...rows]), encoding))
    expect(cells, file.text?.encoding).toEqual(rows)
  })

  test('the encoding is judged by the last byte too', async () => {
    const body = `${'plain,text,1\n'.repeat(60_000)}Zürich,Won,5\n`
    const { file, cells } = await read(iconv.encode(`a,b,c\n${body}`, 'windows-1252'))
    expect(file.text?.encoding).toBe('windows-1252')
    expect(cells.at(-1)).toEqual(['Zürich', 'Won', '5'])
  })

  test('a damaged byte in good UTF-8 is reported, not taken for another encoding', async () => {
    const { file, problems } = await read(
      Buffer.concat([Buffer.from(`a,b\n${'é,ü\n'.repeat(100)}`), Buffer.from([0x78, 0xff, 0x2c, 0x79, 0x0a])]),
    )
    expect(file.text?.encoding).toBe('utf-8')
    expect(problems.map(({ reason }) => reason)).toEqual(['encoding'])
  })
})

describe('delimiters', () => {
  test.each([',', ';', '\t', '|'])('%j', async (delimiter) => {
    const rows = [
      ['Name', 'Note', 'Amount'],
      ['A', 'x, y; z', '1'],
      ['B', 'p|q\tr', '2'],
    ]
    const { file, cells } = await read(Papa.unparse(rows, { delimiter }))
    expect(file.text?.delimiter).toBe(delimiter)
    expect(cells).toEqual(rows.slice(1))
  })
})

describe('quotes', () => {
  test('any table written by a writer reads back', async () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', 'B', '7', ' ', ',', ';', '"', '\n', 'ü', "'", '.'), maxLength: 12 })
      .map((text) => text.trim())
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 }), async (rows) => {
        const table = rows.map((row, n) => [`k${n}`, ...row])
        const { cells } = await read(Papa.unparse([['Key', 'One', 'Two', 'Three'], ...table], { quotes: true }))
        expect(cells).toEqual(table)
      }),
      { numRuns: 60 },
    )
  })

  test('a text guarded as a formula is the text', async () => {
    const { cells } = await read('Id,Name,Amount\n="007",Plain,"=""1,400"""\n="008","=""quoted""",5\n')
    expect(cells).toEqual([
      ['007', 'Plain', '1,400'],
      ['008', 'quoted', '5'],
    ])
  })

  test('marks that nobody sees make no second name', async () => {
    const { cells } = await read('Id,Name\n1,\u200bAna\n2,An\u2060a\ufeff\n')
    expect(cells.map(([, name]) => name)).toEqual(['Ana', 'Ana'])
  })

  test('the apostrophe an export puts before a formula is taken off again, and no other', async () => {
    const { cells } = await read("Id,Name,Amount\n1,'=SUM(A1),'-500\n2,'t Hof,'+49 30 1\n3,'@home,5\n")
    expect(cells).toEqual([
      ['1', '=SUM(A1)', '-500'],
      ['2', "'t Hof", '+49 30 1'],
      ['3', '@home', '5'],
    ])
  })

  test('a stray quote costs its own row at most', async () => {
    const lines = Array.from({ length: 500 }, (_, n) => `${n},deal ${n},"note, ${n}",${n * 10}`)
    lines[100] = '100,"deal 100,note 100,1000'
    lines[200] = '200,deal 12" pipe,note,2000'
    lines[300] = '300,"deal" 300,note,3000'
    const { cells, problems } = await read(`Id,Name,Note,Amount\n${lines.join('\n')}\n`)
    expect(cells).toHaveLength(500)
    expect(cells[99]).toEqual(['99', 'deal 99', 'note, 99', '990'])
    expect(cells[100]).toEqual(['100', 'deal 100', 'note 100', '1000'])
    expect(cells[101]).toEqual(['101', 'deal 101', 'note, 101', '1010'])
    expect(cells[200]![1]).toBe('deal 12" pipe')
    expect(cells[300]!.slice(2)).toEqual(['note', '3000'])
    expect(cells[499]).toEqual(['499', 'deal 499', 'note, 499', '4990'])
    expect(problems.filter(({ reason }) => reason === 'quote').map(({ row }) => row)).toContain(102)
    expect(problems.length).toBeLessThan(5)
  })

  test('a quote that is never closed does not swallow a large file', async () => {
    const lines = Array.from({ length: 100_000 }, (_, n) => `${n},deal ${n},some words to fill the line,${n * 10}`)
    lines[5] = '5,"deal 5,some words,50'
    const { cells, problems } = await read(`Id,Name,Note,Amount\n${lines.join('\n')}`)
    expect(cells).toHaveLength(100_000)
    expect(problems).toEqual([{ severity: 'note', row: 7, reason: 'quote' }])
  })

  test('a value with many line breaks is a value', async () => {
    const note = Array.from({ length: 150 }, (_, n) => `line ${n}, with a comma`).join('\n')
    const { cells, problems } = await read(
      Papa.unparse([
        ['Id', 'Note', 'Amount'],
        ['1', note, '5'],
        ['2', 'short', '6'],
      ]),
    )
    expect(cells).toEqual([
      ['1', note, '5'],
      ['2', 'short', '6'],
    ])
    expect(problems).toEqual([])
  })
})

describe('damage', () => {
  test('NUL characters are removed and reported', async () => {
    const { cells, problems } = await read('a,b\nx\0y,1\nz,2\n')
    expect(cells).toEqual([
      ['xy', '1'],
      ['z', '2'],
    ])
    expect(problems.map(({ reason }) => reason)).toEqual(['nul'])
  })

  test('a cell of 30 MB is cut and the rows after it are read', async () => {
    const { cells, problems } = await read(
      `Id,Note,Amount\n1,a,1\n2,${'x'.repeat(30_000_000)},2\n3,"${'y'.repeat(5_000_000)}",3\n4,d,4\n`,
    )
    expect(cells.map(([id]) => id)).toEqual(['1', '2', '3', '4'])
    expect(cells[1]![1]).toHaveLength(1_000_000)
    expect(cells.map((row) => row[2])).toEqual(['1', '2', '3', '4'])
    expect(problems.map(({ row, reason }) => [row, reason])).toEqual([
      [3, 'truncated'],
      [4, 'truncated'],
    ])
  })

  test('rows with too many or too few cells are rejected whole, with their cells', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => `${n},deal,${n}`)
    rows[10] = '10,deal, with comma,10'
    rows[20] = '20,deal'
    rows[30] = '30,deal,30,,'
    const { cells, problems } = await read(`Id,Name,Amount\n${rows.join('\n')}\n`)
    expect(problems).toEqual([
      { severity: 'reject', row: 12, reason: 'too-many-cells', cells: ['10', 'deal', ' with comma', '10'] },
      { severity: 'reject', row: 22, reason: 'too-few-cells', cells: ['20', 'deal'] },
    ])
    expect(cells).toHaveLength(38)
    expect(cells).toContainEqual(['30', 'deal', '30'])
  })

  test('a file that always leaves out empty cells at the end is read', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => (n % 2 ? `${n},deal` : `${n},deal,note`))
    const { cells, problems } = await read(`Id,Name,Note\n${rows.join('\n')}\n`)
    expect(problems).toEqual([])
    expect(cells[1]).toEqual(['1', 'deal', ''])
  })

  test('empty files and files of nothing but a header', async () => {
    for (const text of ['', '\n\n', '\ufeff']) expect((await read(text)).cells).toEqual([])
    const { file, cells } = await read('Id,Name\n')
    expect(file.header).toEqual(['Id', 'Name'])
    expect(cells).toEqual([])
  })
})

describe('reports', () => {
  test('preamble, repeated header, totals and footer of a report are no data', async () => {
    const text = [
      'Open Opportunities',
      'As of 2023-01-05',
      '',
      'Opportunity Name,Stage,Amount',
      'Alpha,Won,"1,000"',
      'Beta,Lost,500',
      'Opportunity Name,Stage,Amount',
      'Gamma,Won,700',
      'Total,,"2,200"',
      '3 records',
      '',
      '"Confidential Information - Do Not Distribute"',
      '"Copyright (c) 2000-2023 salesforce.com, inc. All rights reserved."',
    ].join('\n')
    const { file, cells, problems, rowNumbers } = await read(text)
    expect(file.header).toEqual(['Opportunity Name', 'Stage', 'Amount'])
    expect(cells.map(([name]) => name)).toEqual(['Alpha', 'Beta', 'Gamma'])
    expect(rowNumbers).toEqual([5, 6, 8])
    expect(problems.map(({ severity, reason }) => `${severity} ${reason}`)).toEqual([
      'skip repeated-header',
      'skip total',
      'skip footer',
      'skip footer',
      'skip footer',
    ])
  })

  test('a row has the number a spreadsheet shows: blank lines count, a cell of several lines is one row', async () => {
    const { rowNumbers, problems } = await read('Title\n\nId,Name\n1,"two\nlines"\n\n2,plain\n3\n4,last\n')
    expect(rowNumbers).toEqual([4, 6, 8])
    expect(problems.map(({ row }) => row)).toEqual([7])
  })

  test('a deal called Total is a deal', async () => {
    const { cells } = await read('Name,Stage,Amount,Owner\nTotal Energies,Won,5,Ann\nTotal,Won,6,Bob\n')
    expect(cells).toHaveLength(2)
  })

  test('a first row of data is not taken for a header', async () => {
    const { file, cells } = await read(
      '1001,Alpha,Closed Won,2021-03-01,500\n1002,Beta,Closed Won,2021-03-05,600\n1003,Gamma,Open,2021-04-05,700\n',
    )
    expect(file.headed).toBe(false)
    expect(file.header).toEqual(['Column 1', 'Column 2', 'Column 3', 'Column 4', 'Column 5'])
    expect(cells).toHaveLength(3)
  })

  test('equal and empty names become different ones', async () => {
    const { file } = await read('Name,Owner,Owner,\nA,b,c,d\n')
    expect(file.header).toEqual(['Name', 'Owner', 'Owner (2)', 'Column 4'])
  })
})

describe('folders and archives', () => {
  const csv = (n: number) => new TextEncoder().encode(`Id,Name\n${n},deal\n`)

  test('tables in a folder and in an archive, litter left out', async () => {
    const zip = zipSync({
      'b.csv': csv(2),
      'sub/a.csv': csv(1),
      '__MACOSX/a.csv': csv(9),
      'sub/.hidden.csv': csv(9),
      'image.png': csv(9),
      '~$open.xlsx': csv(9),
    })
    const path = await put(zip, 'export.zip')
    await writeFile(join(path, '..', 'c.tsv'), 'Id\tName\n3\tdeal\n')
    const names: string[] = []
    const ids: string[] = []
    for await (const file of openInput([join(path, '..')])) {
      names.push(file.name)
      for (const [id] of (await readFile(file)).cells) ids.push(id!)
    }
    expect(names).toEqual(['c.tsv', 'export.zip/b.csv', 'export.zip/sub/a.csv'])
    expect(ids).toEqual(['3', '2', '1'])
  })

  test('the hash is that of the bytes, and rows can be read twice', async () => {
    const path = await put('Id,Name\n1,x\n')
    for await (const file of openInput([path])) {
      expect(file.sha256).toBe(createHash('sha256').update('Id,Name\n1,x\n').digest('hex'))
      expect((await readFile(file)).cells).toEqual((await readFile(file)).cells)
    }
  })

  test('a bomb is refused before it is unpacked', async () => {
    const bomb = zipSync({ 'deals.csv': new Uint8Array(20_000_000).fill(48) })
    const path = await put(bomb, 'bomb.zip')
    await expect(collect(openInput([path]))).rejects.toMatchObject({ code: 'limit' })
  })

  test('what is no archive and what is not there', async () => {
    await expect(collect(openInput([await put('no zip', 'x.zip')]))).rejects.toMatchObject({ code: 'invalid' })
    await expect(collect(openInput([join(folder, 'absent.csv')]))).rejects.toMatchObject({ code: 'not-found' })
  })
})
