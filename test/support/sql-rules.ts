/** Tables whose rows are read across organisations, and why. */
const CROSS_ORG: Readonly<Record<string, string>> = {
  org: 'the organisations themselves',
  live_event: 'one hub serves every organisation',
  member: 'signing in asks to which organisations a user belongs',
}

const CLOCK_OR_ID =
  /\b(now\s*\(|clock_timestamp\s*\(|current_timestamp|current_date|localtimestamp|gen_random_uuid\s*\(|uuidv7\s*\()/
const COMPARISON =
  /\borg_id\s*(?:=|in\b|is not distinct)(?:\s*\w+\.org_id\b)?|=\s*(?:\w+\.)?org_id\b|using\s*\(\s*org_id\b|\(\s*(?:\w+\.)?org_id\s*,[^()]*\)\s*(?:=|in\b)/g

/** The statement without literals, comments and quotes, in small letters: what is left are words and structure. */
function bare(sql: string): string {
  return sql
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''")
    .replaceAll('"', '')
    .toLowerCase()
}

/**
 * How a statement breaks the rules of docs/architecture.md: every tenant table that it reads is compared by org_id,
 * every row that it inserts says its org_id, and ids and times of what it writes are parameters. Counts comparisons
 * instead of parsing, so it can be fooled, but not by forgetting.
 */
export function sqlViolations(sql: string, tenantTables: ReadonlySet<string>): string[] {
  const text = bare(sql)
  // whether a database holds anything is asked of no organisation
  if (/^\s*select 1 from \w+ limit 1\s*$/.test(text)) return []
  // the queue's own statements on its own tables, queued inside our transactions
  if (/\bpgboss\./.test(text)) return []
  const violations: string[] = []
  const isTenant = (name = '') => tenantTables.has(name) && !(name in CROSS_ORG)

  for (const [, table, columns] of text.matchAll(/\binsert\s+into\s+(\w+)(?:\s+as\s+\w+)?\s*\(([^)]*)\)/g)) {
    if (isTenant(table) && !/\borg_id\b/.test(columns ?? '')) violations.push(`inserts into ${table} without org_id`)
  }
  const read = Array.from(
    text.matchAll(/\b(?:from|join|(?<!for\s)update)\s+(?:only\s+)?(\w+)/g),
    ([, table]) => table,
  ).filter(isTenant)
  const compared = text.match(COMPARISON)?.length ?? 0
  if (compared < read.length) violations.push(`compares org_id ${compared} times for ${read.join(', ')}`)

  const writes = /\b(insert\s+into|update\s+\w+\s+set|delete\s+from)\b/.test(text)
  const [clock] = CLOCK_OR_ID.exec(text) ?? []
  if (writes && clock !== undefined) violations.push(`writes with ${clock.replace('(', '').trim()}`)
  return violations
}
