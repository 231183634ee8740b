/** Words that say what a company is in law and not which one it is. */
const FORMS = new Set(
  'ab ag aps as asa bv co company corp corporation eg eur ev gmbh group holding inc incorporated kg kgaa limited llc llp ltd mbh nv ohg oy oyj plc pte pty sa sarl sas se sl spa srl ug'.split(
    ' ',
  ),
)

/** A company's name as two writings of it agree: without accents, signs and legal form. */
export function plainName(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(?<=\b\w)\.(?=\w\b)/g, '')
    .replace(/&/g, ' and ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const telling = words.filter((word) => !FORMS.has(word))
  return (telling.length > 0 ? telling : words).join(' ')
}

/** The domain of an address on the web, without `www`; null for what is none. */
export function domainOf(website: string | null): string | null {
  const host = /^(?:[a-z]+:\/\/)?(?:www\.)?([^/?#:\s]+\.[a-z]{2,})/i.exec(website?.trim() ?? '')?.[1]
  return host?.toLowerCase() ?? null
}
