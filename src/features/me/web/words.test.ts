import { expect, it } from 'vitest'
import { deviceWords, holdingWords } from './words.ts'

it('names a device by browser and system', () => {
  expect(deviceWords('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36')).toBe(
    'Chrome on Linux',
  )
  expect(deviceWords('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0')).toBe(
    'Edge on Windows',
  )
  expect(deviceWords('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1')).toBe(
    'Safari on iPhone',
  )
  expect(deviceWords(null)).toBe('Unknown device')
})

it('counts what is held', () => {
  expect(holdingWords({ kind: 'deals', count: 1 })).toBe('1 deal I own')
  expect(holdingWords({ kind: 'views', count: 12 })).toBe('12 looks at my page or figures')
})
