import { describe, expect, it } from 'vitest'
import { otherSalesforceId } from './salesforce-id.ts'

describe('otherSalesforceId', () => {
  it('adds and takes off the three letters', () => {
    expect(otherSalesforceId('001D000000IRFma')).toBe('001D000000IRFmaIAH')
    expect(otherSalesforceId('001D000000IRFmaIAH')).toBe('001D000000IRFma')
  })

  it('knows what is none', () => {
    expect(otherSalesforceId('001D000000IRFmaIAA')).toBeNull()
    expect(otherSalesforceId('ChristopherJohn')).toBeNull()
    expect(otherSalesforceId('4711')).toBeNull()
  })
})
