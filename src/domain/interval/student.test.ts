import { expect, test } from 'vitest'
import { studentCdf, studentQuantile } from './student.ts'

// Abramowitz and Stegun, table 26.10
test.each([
  [1, 0.95, 6.314],
  [5, 0.95, 2.015],
  [5, 0.995, 4.032],
  [10, 0.9, 1.372],
  [30, 0.975, 2.042],
])('quantile with %d degrees of freedom at %f', (freedom, p, t) => {
  expect(studentQuantile(p, freedom)).toBeCloseTo(t, 3)
  expect(studentQuantile(1 - p, freedom)).toBeCloseTo(-t, 3)
  expect(studentCdf(studentQuantile(p, freedom), freedom)).toBeCloseTo(p, 9)
})

test('with one degree it is Cauchy', () => {
  for (const t of [-3, -0.2, 0, 0.7, 12]) expect(studentCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 10)
})
