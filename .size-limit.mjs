import { existsSync, readFileSync } from 'node:fs'

const INDEX = 'dist/web/index.html'

/** What the browser loads before it can show anything: every script and style that the page names itself. */
function namedByPage(ending) {
  if (!existsSync(INDEX)) throw new Error('The pages are not built. Run: npm start')
  const paths = readFileSync(INDEX, 'utf8').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)
  return [...paths].map(([, path]) => `dist/web/${path}`).filter((path) => path.endsWith(ending))
}

export default [
  { name: 'first script', path: namedByPage('.js'), limit: '215 kB', gzip: true },
  { name: 'styles', path: namedByPage('.css'), limit: '45 kB', gzip: true },
]
