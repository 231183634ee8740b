import { expect, test } from 'vitest'
import { forecastCategoryName } from './forecast-category.ts'

test.each([
  ['commit', 'Commit'],
  ['BEST_CASE', 'Best case'],
  ['Best Case', 'Best case'],
  ['pipeline', 'Pipeline'],
  ['Sehr sicher', 'Sehr sicher'],
])('%s is written %s', (category, name) => expect(forecastCategoryName(category)).toBe(name))
