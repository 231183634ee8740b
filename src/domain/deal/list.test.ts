import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinList, readDealFilter, readDealOrder, splitList } from './list.ts'

test('property: values joined for an address come back as they were', () => {
  const values = fc.array(fc.string({ minLength: 1 }), { maxLength: 5 })
  fc.assert(
    fc.property(values, (list) => {
      expect(splitList(joinList(list))).toEqual(list)
    }),
  )
})

test('an address without parts lists the open deals, the next to close first; decided ones newest first', () => {
  expect(readDealFilter({}, 'EUR')).toMatchObject({ status: 'open', text: null, min: null, stages: [] })
  expect(readDealOrder({})).toEqual({ by: 'close', descending: false })
  expect(readDealOrder({ status: 'won' })).toEqual({ by: 'close', descending: true })
  expect(readDealOrder({ sort: '-amount' })).toEqual({ by: 'amount', descending: true })
})

test('amounts are read in the currency, and what is none is refused', () => {
  expect(readDealFilter({ min: '10.5' }, 'EUR').min).toBe(1050)
  expect(readDealFilter({ min: '1000' }, 'JPY').min).toBe(1000)
  expect(() => readDealFilter({ min: 'many' }, 'EUR')).toThrow('no amount')
  expect(() => readDealFilter({ custom: 'Region' }, 'EUR')).toThrow('field=value')
  expect(() => readDealOrder({ sort: 'mood' })).toThrow('sorted')
})
