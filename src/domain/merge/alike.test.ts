import { describe, expect, test } from 'vitest'
import { domainOf, plainName } from './alike.ts'

describe('names of one company', () => {
  test.each([
    ['Halden Bank AG', 'halden bank'],
    ['Société Générale S.A.', 'Societe Generale'],
    ['Smith & Sons, Inc.', 'Smith and Sons'],
    ['ACME  Corp', 'Acme Limited'],
  ])('%s is %s', (one, other) => expect(plainName(one)).toBe(plainName(other)))

  test.each([
    ['Halden Bank', 'Halden Insurance'],
    ['North', 'North West'],
  ])('%s is not %s', (one, other) => expect(plainName(one)).not.toBe(plainName(other)))

  test('a name of nothing but a legal form keeps it', () => expect(plainName('Group')).toBe('group'))
})

test.each([
  ['https://www.Acme.com/about', 'acme.com'],
  ['acme.co.uk', 'acme.co.uk'],
  ['http://shop.acme.com:8080', 'shop.acme.com'],
  ['none', null],
  [null, null],
])('the domain of %s is %s', (website, domain) => expect(domainOf(website)).toBe(domain))
