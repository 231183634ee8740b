// Every repository path cited in the documents exists: `src/...` in code spans, and relative links.
// usage: node scripts/check-doc-paths.mjs [root]
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const CODE_PATH = /`((?:src|test|docs|migrations|scripts|bench|changes|deploy|\.ci|\.github)\/[^`\s]*)`/g
const LINK = /\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)\s]*)?\)/g
/** `src/metrics/catalog/<metric>.ts` stands for many files: the part before the placeholder must exist */
const PLACEHOLDER = /[^/]*[<*{].*$/

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'))
const files = globSync(['README.md', 'AGENTS.md', 'docs/**/*.md', 'changes/*.md'], { cwd: root }).toSorted()
let cited = 0
let broken = 0

for (const file of files) {
  for (const [index, line] of readFileSync(join(root, file), 'utf8').split('\n').entries()) {
    const paths = [
      ...Array.from(line.matchAll(CODE_PATH), ([, path]) => [path, join(root, path)]),
      ...Array.from(line.matchAll(LINK), ([, path]) => [path, resolve(root, dirname(file), path)]),
    ]
    cited += paths.length
    for (const [path, absolute] of paths) {
      if (existsSync(absolute.replace(PLACEHOLDER, ''))) continue
      broken += 1
      console.error(`${file}:${index + 1}: ${path} does not exist`)
    }
  }
}

console.log(`${files.length} documents, ${cited} paths, ${broken} broken`)
process.exitCode = broken > 0 || files.length === 0 ? 1 : 0
