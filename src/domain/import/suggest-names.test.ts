import { describe, expect, test } from 'vitest'
import { suggestNames } from './suggest-names.ts'

describe('near names', () => {
  test('the same name written otherwise', () => {
    const known = ['GTX Pro', 'GTX Plus Pro', 'GTX Plus Basic', 'Anna Müller', 'Technology', 'AB', 'AC']
    const found = suggestNames(['GTXPro', 'Mueller, Anna', 'technolgy', 'GTX Plsu Pro', 'Something else', 'AD'], known)
    expect(found.map(({ suggestion }) => suggestion)).toEqual([
      'GTX Pro',
      'Anna Müller',
      'Technology',
      'GTX Plus Pro',
      null,
      null,
    ])
    expect(found[0]!.likeness).toBe(1)
  })

  test('two equally near names give none', () => {
    expect(suggestNames(['Product 13'], ['Product 11', 'Product 12'])[0]!.suggestion).toBeNull()
  })
})
