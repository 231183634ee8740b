import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import writeXlsxFile from 'write-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openInput, type InputFile } from './input.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadout-xlsx-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

const open = (path: string) => collect(openInput([path]))
const cellsOf = async (file: InputFile) => (await collect(file.rows())).flat().map(({ cells }) => cells)

/** a workbook with the given XML of one sheet */
async function workbook(sheet: string, parts: Record<string, string> = {}, name = 'book.xlsx'): Promise<string> {
  const path = join(folder, name)
  const files = {
    'xl/workbook.xml':
      '<workbook xmlns:r="x"><sheets><sheet name="Deals" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...parts,
  }
  await writeFile(path, zipSync(Object.fromEntries(Object.entries(files).map(([key, text]) => [key, strToU8(text)]))))
  return path
}

test('a workbook of another library: texts, numbers, dates, booleans, several sheets', async () => {
  const path = join(folder, 'several.xlsx')
  const header = ['Name', 'Amount', 'Close Date', 'Created', 'Won'].map((value) => ({ value }))
  const at = new Date(Date.UTC(2021, 3, 15, 13, 45, 30))
  const row = [
    { value: 'Ärger & <Söhne>' },
    { value: 1234.5 },
    { value: new Date(Date.UTC(2021, 3, 15)), format: 'dd/mm/yyyy' },
    { value: at, format: 'yyyy-mm-dd hh:mm:ss' },
    { value: true },
  ]
  await writeXlsxFile([
    { data: [header, row], sheet: 'Deals' },
    {
      data: [
        [{ value: 'User' }, { value: 'Email' }],
        [{ value: 'Ann' }, { value: 'ann@seller.example' }],
      ],
      sheet: 'People',
    },
  ]).toFile(path)
  const files = await open(path)
  expect(files.map(({ name, header: names }) => [name, names.length])).toEqual([
    ['several.xlsx#Deals', 5],
    ['several.xlsx#People', 2],
  ])
  expect(await cellsOf(files[0]!)).toEqual([['Ärger & <Söhne>', '1234.5', '2021-04-15', '2021-04-15 13:45:30', 'TRUE']])
  expect(await cellsOf(files[1]!)).toEqual([['Ann', 'ann@seller.example']])
})

test('a formula is its saved value, as text', async () => {
  const sheet = `<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Amount</t></is></c></row>
    <row r="2"><c r="A2" t="str"><f>HYPERLINK("http://x","y")</f><v>=cmd|'/c calc'!A1</v></c><c r="B2"><f>SUM(1,2)</f><v>3</v></c></row>
    <row r="5"><c r="A5" t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r><rPh><t>no</t></rPh></is></c><c r="B5" t="e"><v>#N/A</v></c></row>`
  const [file] = await open(await workbook(sheet))
  const rows = (await collect(file!.rows())).flat()
  expect(rows.map(({ cells }) => cells)).toEqual([
    ["=cmd|'/c calc'!A1", '3'],
    ['richno', '#N/A'],
  ])
  expect(rows.map(({ row }) => row)).toEqual([2, 5])
})

test('a number is written so that no reader takes its mark for a thousand', async () => {
  const sheet =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Amount</t></is></c><c r="B1" t="inlineStr"><is><t>Name</t></is></c></row><row r="2"><c r="A2"><v>1.234</v></c><c r="B2" t="inlineStr"><is><t>x</t></is></c></row><row r="3"><c r="A3"><v>0.30000000000000004</v></c><c r="B3" t="inlineStr"><is><t>y</t></is></c></row>'
  const [file] = await open(await workbook(sheet))
  expect((await cellsOf(file!)).map(([amount]) => amount)).toEqual(['1.2340', '0.3'])
})

test('bombs, entities and damage end in an error with a code', async () => {
  const doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><workbook/>'
  await expect(open(await workbook('', { 'xl/workbook.xml': doctype }, 'entity.xlsx'))).rejects.toMatchObject({
    code: 'invalid',
  })
  await expect(
    open(await workbook('', { 'xl/worksheets/sheet1.xml': '0'.repeat(20_000_000) }, 'bomb.xlsx')),
  ).rejects.toMatchObject({ code: 'limit' })
  await expect(open(await workbook('<row><c></row>', {}, 'broken.xlsx'))).rejects.toMatchObject({ code: 'invalid' })
  await writeFile(join(folder, 'not.xlsx'), 'hello')
  await expect(open(join(folder, 'not.xlsx'))).rejects.toMatchObject({ code: 'invalid' })
})

test('one cell at the far corner costs neither memory nor a million rows', async () => {
  const sheet =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Stage</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>x</t></is></c><c r="B2" t="inlineStr"><is><t>Won</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
  const [file] = await open(await workbook(sheet))
  const problems: [string, number][] = []
  const rows = (await collect(file!.rows(({ reason, row }) => problems.push([reason, row])))).flat()
  expect(rows).toEqual([{ row: 2, cells: ['x', 'Won'] }])
  expect(problems).toEqual([['too-many-cells', 1_048_576]])
})
